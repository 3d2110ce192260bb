//! Types that are asked for as another type.

/// Asks for types as another, of which the partial is converted.
macro_rules! alike {
    ($($(#[$attr:meta])* [$($generics:tt)*] $type:ty as $other:ty, $partial:ty;)*) => {$(
        $(#[$attr])*
        impl<$($generics)*> $crate::Extract for $type {
            type Partial = $partial;

            fn name() -> String {
                <$other as $crate::Extract>::name()
            }

            fn describe(definitions: &mut $crate::schema::Definitions) -> $crate::Schema {
                <$other as $crate::Extract>::describe(definitions)
            }
        }
    )*};
}
pub(super) use alike;
