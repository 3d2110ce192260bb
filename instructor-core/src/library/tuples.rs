//! Tuples: lists in which each element has its own type.

use crate::extract::Extract;
use crate::partial::PartialTuple;
use crate::schema::{self, Definitions, Schema};

macro_rules! tuples {
    ($($partial:ident: $($type:ident),+;)+) => {$(
        impl<$($type: Extract),+> Extract for ($($type,)+) {
            type Partial = $partial<($(Option<$type::Partial>,)+)>;

            fn name() -> String {
                [$($type::name()),+].join("_and_")
            }

            fn describe(definitions: &mut Definitions) -> Schema {
                schema::tuple(definitions, |tuple| {
                    $(tuple.element::<$type>("");)+
                })
            }
        }
    )+};
}

type Plain<T> = T;

tuples! {
    Plain: A;
    Plain: A, B;
    Plain: A, B, C;
    Plain: A, B, C, D;
    Plain: A, B, C, D, E;
    Plain: A, B, C, D, E, F;
    Plain: A, B, C, D, E, F, G;
    Plain: A, B, C, D, E, F, G, H;
    Plain: A, B, C, D, E, F, G, H, I;
    Plain: A, B, C, D, E, F, G, H, I, J;
    Plain: A, B, C, D, E, F, G, H, I, J, K;
    Plain: A, B, C, D, E, F, G, H, I, J, K, L;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N, O;
    PartialTuple: A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P;
}
