//! What is around another value, or holds text in its own way.

use super::alike::alike;
use crate::extract::{Extract, Flatten};
use crate::partial::{ByHand, Conversion, Trail, Via};
use crate::schema::{Definitions, ObjectSchema, Schema};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::num::Wrapping;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock};

alike! {
    [T: Extract] Box<T> as T, Box<T::Partial>;
    [T: Extract] Arc<T> as T, Via<Box<T::Partial>, Self>;
    [T: Extract] Rc<T> as T, Via<Box<T::Partial>, Self>;
    [T: Extract] Cell<T> as T, Via<T::Partial, Self>;
    [T: Extract] RefCell<T> as T, Via<T::Partial, Self>;
    [T: Extract] Mutex<T> as T, Via<T::Partial, Self>;
    [T: Extract] RwLock<T> as T, Via<T::Partial, Self>;
    [T: Extract] Wrapping<T> as T, Via<T::Partial, Self, ByHand>;
    [T: Extract] Reverse<T> as T, Via<T::Partial, Self, ByHand>;
    [] Box<str> as String, Via<String, Self>;
    [] Arc<str> as String, Via<String, Self>;
    [] Rc<str> as String, Via<String, Self>;
    [] Cow<'static, str> as String, Via<String, Self>;
    [] PathBuf as String, Via<String, Self>;
    [] Arc<Path> as String, Via<String, Self, ByHand>;
    [] Rc<Path> as String, Via<String, Self, ByHand>;
    [] Box<Path> as String, Via<String, Self, ByHand>;
}

impl<T: 'static> Conversion<T, Wrapping<T>> for ByHand {
    fn convert(complete: T, _: &Trail<'_>) -> Option<Wrapping<T>> {
        Some(Wrapping(complete))
    }
}

impl<T: 'static> Conversion<T, Reverse<T>> for ByHand {
    fn convert(complete: T, _: &Trail<'_>) -> Option<Reverse<T>> {
        Some(Reverse(complete))
    }
}

impl<T: Extract> Extract for Option<T> {
    type Partial = Option<T::Partial>;

    fn name() -> String {
        format!("Optional{}", T::name())
    }

    fn describe(definitions: &mut Definitions) -> Schema {
        T::describe(definitions).nullable()
    }
}

macro_rules! paths {
    ($($pointer:ident)*) => {$(
        impl Conversion<String, $pointer<Path>> for ByHand {
            fn convert(complete: String, _: &Trail<'_>) -> Option<$pointer<Path>> {
                Some(PathBuf::from(complete).into())
            }
        }
    )*};
}

paths!(Box Arc Rc);

macro_rules! flatten {
    ($($pointer:ident)*) => {$(
        impl<T: Flatten> Flatten for $pointer<T> {
            const DOCS: &'static str = T::DOCS;

            fn fields(object: &mut ObjectSchema<'_>) {
                T::fields(object);
            }
        }
    )*};
}

flatten!(Box Arc Rc);
