//! `Bytes` and `BytesMut`, from text in base64.

use super::alike::alike;
use super::text::texts;
use crate::partial::Via;
use crate::schema::Schema;
use ::bytes::{Bytes, BytesMut};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Padded where it is written. Models leave the padding out now and then.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

texts! {
    Bytes: "Bytes", "bytes in base64 such as \"SGVsbG8=\"", Schema::of_type("string").with("contentEncoding", "base64"),
        |text| BASE64.decode(text).map(Bytes::from), |bytes| BASE64.encode(bytes);
}

alike! {
    [] BytesMut as Bytes, Via<Bytes, Self>;
}
