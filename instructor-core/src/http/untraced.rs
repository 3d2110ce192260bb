//! In place of `trace.rs`, without the feature `tracing`: nothing.

use crate::error::{Error, ErrorKind, Problem};
use crate::provider::{Provider, Request};
use crate::response::Response;
use http::Uri;
use http::response::Parts;
use reqwest::Url;
use std::future::Future;
use std::time::Duration;

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trace;

impl Trace {
    pub(crate) fn call(&mut self, _: &Request) {}

    pub(crate) fn attempt(&self, _: &dyn Provider, _: &Request, _: &Uri, _: u32) -> Self {
        Trace
    }

    pub(crate) fn within<T>(&self, act: impl FnOnce() -> T) -> T {
        act()
    }

    pub(crate) fn during<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn first_chunk(&self, _: Duration) {}
    pub(crate) fn first_token(&self, _: Duration) {}
    pub(crate) fn told(&self, _: &Response, _: Option<&str>) {}
    pub(crate) fn ended(&self, _: &Response, _: &str) {}
    pub(crate) fn problem(&self, _: ErrorKind, _: &Problem) {}
    pub(crate) fn failed(&self, _: &Error) {}
    pub(crate) fn again(&self, _: &Error, _: u32, _: Duration) {}
    pub(crate) fn reask(&self, _: &[Problem]) {}
    pub(crate) fn error(&self, _: &Error) {}
}

pub(super) fn asking(_: &Request, _: &Url) {}
pub(super) fn answered(_: &Parts) {}
