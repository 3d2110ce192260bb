//! `Url`.

use super::text::{of_format, texts};
use ::url::Url;

texts! {
    Url: "Url", "a URL such as \"https://example.com/\"", of_format("uri"), Url::parse, |url| url;
}
