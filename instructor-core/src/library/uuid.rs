//! `Uuid`.

use super::text::{of_format, texts};
use ::uuid::Uuid;

texts! {
    Uuid: "Uuid", "a UUID such as \"67e55044-10b1-426f-9247-bb680e5fe0c8\"", of_format("uuid"),
        str::parse, |uuid| uuid.hyphenated();
}
