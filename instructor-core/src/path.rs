//! Where a value stands in a document: `users[3].name`.

use crate::error::{Error, ErrorKind};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

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

impl Segment {
    /// The name of a field or the key of an entry.
    pub fn name(&self) -> Option<&str> {
        match self {
            Segment::Field(name) => Some(name),
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }

    /// Whether both are the same step, be it to a field or to an entry.
    fn is(&self, other: &Segment) -> bool {
        match (self, other) {
            (Segment::Index(one), Segment::Index(other)) => one == other,
            _ => self.name().is_some() && self.name() == other.name(),
        }
    }
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

    /// The path from here on to what stands at `other` from there.
    pub(crate) fn join(&self, other: &Path) -> Path {
        self.0.iter().chain(&other.0).cloned().collect()
    }

    /// Rewrites the names and keys that `rewrite` has another for.
    #[cfg(feature = "http")]
    pub(crate) fn rewrite(&mut self, rewrite: impl Fn(&str) -> Option<String>) {
        for segment in &mut self.0 {
            let Some(other) = segment.name().and_then(&rewrite) else {
                continue;
            };
            match segment {
                Segment::Field(name) => *name = other.into(),
                Segment::Key(key) => *key = other,
                Segment::Index(_) => {}
            }
        }
    }

    /// As it is displayed, without what a model may have written: `prices[…].amount`. That a name is a field's, and not a
    /// key, is known of those alone that stand in the program.
    pub(crate) fn keyless(&self) -> impl fmt::Display {
        let is_known = |segment: &Segment| matches!(segment, Segment::Field(Cow::Borrowed(_)));
        fmt::from_fn(move |f| self.write(f, is_known))
    }

    /// Writes it; of names and keys those that are to be shown.
    fn write(&self, f: &mut fmt::Formatter<'_>, shows: impl Fn(&Segment) -> bool) -> fmt::Result {
        for (depth, segment) in self.0.iter().enumerate() {
            let name = match segment {
                Segment::Index(index) => {
                    write!(f, "[{index}]")?;
                    continue;
                }
                hidden if !shows(hidden) => {
                    f.write_str("[…]")?;
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

    /// Puts it below the element `index`, if it is of an element at all.
    pub(crate) fn set_first(&mut self, index: usize) {
        if let Some(first @ Segment::Index(_)) = self.0.first_mut() {
            *first = Segment::Index(index);
        }
    }

    /// Puts it below the element `index`.
    pub(crate) fn put_below(&mut self, index: usize) {
        self.0.insert(0, Segment::Index(index));
    }

    /// Whether this path leads to `other`, or to something that `other` is in.
    pub(crate) fn leads_to(&self, other: &[Segment]) -> bool {
        self.0.len() <= other.len() && self.0.iter().zip(other).all(|(a, b)| a.is(b))
    }
}

impl From<Vec<Segment>> for Path {
    fn from(segments: Vec<Segment>) -> Self {
        Path(segments)
    }
}

/// Reads a path as it is displayed. A field and a key are told apart by nothing but the type of what they are in: either
/// finds both.
///
/// ```
/// use instructor_core::Path;
///
/// let path: Path = r#"users[3].prices["per month"]"#.parse()?;
/// assert_eq!(path.segments().len(), 4);
/// assert_eq!(path.to_string(), r#"users[3].prices["per month"]"#);
/// # Ok::<(), instructor_core::Error>(())
/// ```
///
/// # Errors
///
/// Of kind [`Syntax`](ErrorKind::Syntax), at the byte where it is no path.
impl FromStr for Path {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let at = text.len() - rest.len();
            let wrong = |what: &'static str| Error::new(ErrorKind::Syntax, what).at_offset(at);
            if let Some(inner) = rest.strip_prefix("[\"") {
                let (key, behind) =
                    quoted(inner).ok_or_else(|| wrong("expected `\"]` behind the key"))?;
                segments.push(Segment::Key(key));
                rest = behind;
            } else if let Some(inner) = rest.strip_prefix('[') {
                let index = inner.split_once(']');
                let (index, behind) =
                    index.ok_or_else(|| wrong("expected `]` behind the index"))?;
                let index = index
                    .parse()
                    .map_err(|_| wrong("expected an index or a quoted key"))?;
                segments.push(Segment::Index(index));
                rest = behind;
            } else {
                let name = match rest.strip_prefix('.') {
                    Some(name) if at > 0 => name,
                    None if at == 0 => rest,
                    _ => return Err(wrong("expected `.` or `[`")),
                };
                let end = name.find(['.', '[']).unwrap_or(name.len());
                if end == 0 {
                    return Err(wrong("expected a name"));
                }
                segments.push(Segment::Field(name[..end].to_owned().into()));
                rest = &name[end..];
            }
        }
        Ok(Path(segments))
    }
}

/// A key as it is displayed, from behind its opening quote, and what follows the bracket behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut end = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let behind = text[end + 1..].strip_prefix(']')?;
    Some((unescaped(&text[..end])?, behind))
}

/// Undoes what `Debug` does to a string.
fn unescaped(text: &str) -> Option<String> {
    let mut key = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        key.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                'u' => {
                    let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    let value = u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?;
                    char::from_u32(value)?
                }
                other => other,
            },
            c => c,
        });
    }
    Some(key)
}

/// As it is displayed.
impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Path(segments.into_iter().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, |_| true)
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

    #[test]
    fn shows_no_key_where_none_is_asked_for() {
        let path: Path = [
            Segment::Field("users".into()),
            Segment::Index(3),
            Segment::Key("Ana".into()),
            Segment::Field("age".into()),
        ]
        .into_iter()
        .collect();
        assert_eq!(path.keyless().to_string(), "users[3][…].age");
        // It may be read of a text that names a key.
        let path: Path = "prices.Ana".parse().unwrap();
        assert_eq!(path.keyless().to_string(), "[…][…]");
    }

    #[test]
    fn reads_back_what_it_displays() {
        let keys = [
            "per month",
            "a.b",
            "[0]",
            "\"",
            "\\",
            "\n\t\0\u{1}\u{301}",
            "é",
            "",
            "🦀\u{200b}",
        ];
        for key in keys {
            let path: Path = [
                Segment::Field("users".into()),
                Segment::Key(key.into()),
                Segment::Index(12),
            ]
            .into_iter()
            .collect();
            let read: Path = path.to_string().parse().unwrap();
            assert!(
                path.leads_to(read.segments()) && read.leads_to(path.segments()),
                "{path}"
            );
        }
        for (wrong, at) in [
            ("a..b", 1),
            (".a", 0),
            ("a[", 1),
            ("a[x]", 1),
            ("[0]b", 3),
            ("a[\"b]", 1),
        ] {
            let error = wrong.parse::<Path>().unwrap_err();
            assert_eq!(error.offset(), Some(at), "{wrong}: {error}");
        }
    }
}
