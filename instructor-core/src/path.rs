//! Where a value stands in a document: `users[3].name`.

use std::borrow::Cow;
use std::fmt;

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Segment {
    /// A field of a struct, by its name in the JSON.
    Field(Cow<'static, str>),
    /// An element of a list, counted from 0.
    Index(usize),
    /// A key of a map.
    Key(String),
}

/// Where a value stands, from the root down. The root itself is the empty path.
///
/// Displayed the way one would write it: `users[3].name`, `prices["per month"]`.
///
/// ```
/// use instructor_core::{Path, Segment};
///
/// let path: Path = [Segment::Field("users".into()), Segment::Index(3)].into_iter().collect();
/// assert_eq!(path.to_string(), "users[3]");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The steps from the root down.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether this is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Path(segments.into_iter().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, segment) in self.0.iter().enumerate() {
            let name = match segment {
                Segment::Index(index) => {
                    write!(f, "[{index}]")?;
                    continue;
                }
                Segment::Field(name) => name.as_ref(),
                Segment::Key(key) => key.as_str(),
            };
            let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            if name.is_empty() || !name.chars().all(plain) {
                write!(f, "[{name:?}]")?;
            } else if depth == 0 {
                f.write_str(name)?;
            } else {
                write!(f, ".{name}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_as_one_would_write_it() {
        let path: Path = [
            Segment::Field("users".into()),
            Segment::Index(3),
            Segment::Field("prices".into()),
            Segment::Key("per month".into()),
            Segment::Key("euro".into()),
        ]
        .into_iter()
        .collect();
        assert_eq!(path.to_string(), "users[3].prices[\"per month\"].euro");
        assert_eq!(Path::default().to_string(), "");
    }
}
