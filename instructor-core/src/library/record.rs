//! Objects whose fields are those of a library's type.

/// Writes the partial of a type that is an object, and asks for it.
///
/// Of each field there is its slot, its name, the partial that it is filled as, and the type that it is asked for as.
/// `complete` makes the value of options, all of which have been completed before its first `?`.
macro_rules! record {
    (
        $(#[$attr:meta])*
        $partial:ident $(<$p:ident>)?;
        $name:expr, $docs:literal, $type:ty $(, $t:ident)?;
        $($slot:literal $field:ident: $filled:ty, $asked:ty;)+
        complete $complete:ty: |$trail:ident| $make:expr
    ) => {
        $(#[$attr])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $partial $(<$p>)? {
            $(
                #[doc = concat!("`", stringify!($field), "`, once it has arrived.")]
                pub $field: Option<$filled>,
            )+
        }

        impl $(<$t: $crate::Extract>)? $crate::Extract for $type {
            type Partial = $partial $(<$t::Partial>)?;

            fn name() -> String {
                $name
            }

            fn describe(definitions: &mut $crate::schema::Definitions) -> $crate::Schema {
                definitions.object::<Self>($docs, <Self as $crate::extract::Flatten>::fields)
            }
        }

        impl $(<$t: $crate::Extract>)? $crate::extract::Flatten for $type {
            const DOCS: &'static str = $docs;

            fn fields(object: &mut $crate::schema::ObjectSchema<'_>) {
                $(object.field::<$asked>(stringify!($field), "");)+
            }
        }

        impl $(<$p: $crate::Partial>)? $crate::Partial for $partial $(<$p>)? {
            type Complete = $complete;

            const SHAPE: $crate::partial::Shape = $crate::partial::Shape::Object {
                fields: [$($slot),+].len(),
            };
            const KINDS: $crate::partial::Kinds = $crate::partial::Kinds::OBJECT;

            fn begin(
                slot: &mut Option<Self>,
                cursor: &mut $crate::json::Cursor<'_>,
            ) -> $crate::json::Step {
                $crate::json::object::begin(slot, cursor)
            }

            fn resume(&mut self, cursor: &mut $crate::json::Cursor<'_>) -> $crate::json::Step {
                $crate::json::object::resume(self, cursor)
            }

            fn look(&self, look: &mut $crate::partial::Look<'_>) {
                $crate::partial::parts::look(self, look);
            }

            fn complete_at(self, $trail: &$crate::partial::Trail<'_>) -> Option<$complete> {
                $(let $field = $trail.field(stringify!($field), self.$field);)+
                $make
            }

            fn serialize_partial<Ser: serde::Serializer>(
                &self,
                serializer: Ser,
            ) -> Result<Ser::Ok, Ser::Error> {
                $crate::partial::parts::serialize_object(self, serializer)
            }
        }

        impl $(<$p: $crate::Partial>)? $crate::json::Fields for $partial $(<$p>)? {
            fn slot(&self, key: &str) -> usize {
                match key {
                    $(stringify!($field) => $slot,)+
                    _ => $crate::json::UNKNOWN,
                }
            }

            fn name(&self, slot: usize) -> Option<&'static $crate::json::Name> {
                const NAMES: &[$crate::json::Name] =
                    &[$($crate::json::Name::new(stringify!($field))),+];
                NAMES.get(slot)
            }

            fn visit(
                &mut self,
                slot: usize,
                turn: $crate::json::Turn,
                cursor: &mut $crate::json::Cursor<'_>,
            ) -> $crate::json::Step {
                match slot {
                    $($slot => $crate::partial::fill(&mut self.$field, turn, cursor),)+
                    _ => Ok(()),
                }
            }
        }

        impl $(<$p: $crate::Partial>)? $crate::partial::Parts for $partial $(<$p>)? {
            fn parts<Visitor: $crate::partial::PartVisitor>(
                &self,
                visitor: &mut Visitor,
            ) -> Result<(), Visitor::Error> {
                $(visitor.field(stringify!($field), &self.$field)?;)+
                Ok(())
            }
        }

        impl $(<$p: $crate::Partial>)? $crate::json::Object for $partial $(<$p>)? {
            const FIELDS: usize = [$($slot),+].len();

            fn empty() -> Self {
                Self::default()
            }
        }

        impl $(<$p>)? Default for $partial $(<$p>)? {
            fn default() -> Self {
                $partial { $($field: None),+ }
            }
        }

        impl $(<$p: $crate::Partial>)? serde::Serialize for $partial $(<$p>)? {
            fn serialize<Ser: serde::Serializer>(&self, serializer: Ser) -> Result<Ser::Ok, Ser::Error> {
                $crate::Partial::serialize_partial(self, serializer)
            }
        }
    };
}
pub(super) use record;
