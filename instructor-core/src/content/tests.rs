#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::error::ErrorKind;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

#[test]
fn the_first_bytes_tell_what_it_is() {
    let images: [(&[u8], &str); 7] = [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg"),
        (b"GIF87a\x01\0\x01\0", "image/gif"),
        (b"GIF89a\x01\0\x01\0", "image/gif"),
        (b"RIFF\x1a\0\0\0WEBPVP8L", "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0", "image/bmp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "image/heif"),
    ];
    for (bytes, media_type) in images {
        let Source::Data(data) = Image::bytes(bytes).unwrap().source else {
            panic!("{media_type}")
        };
        assert_eq!(data.media_type(), media_type);
        assert_eq!(data.bytes(), bytes);
    }

    let audio: [(&[u8], &str); 10] = [
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"ID3\x04\0\0\0\0\0\x23", "audio/mpeg"),
        (b"\xff\xfb\x90\x64\0", "audio/mpeg"),
        // Of MPEG-2, with its lower rates.
        (b"\xff\xf3\xe4\xc4\0", "audio/mpeg"),
        (b"fLaC\0\0\0\x22", "audio/flac"),
        (b"OggS\0\x02\0\0\0\0\0\0", "audio/ogg"),
        (
            b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13OpusHead",
            "audio/ogg",
        ),
        (b"\xff\xf1\x50\x80\0", "audio/aac"),
        (b"FORM\0\0\0\x2eAIFFCOMM", "audio/aiff"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "audio/mp4"),
    ];
    for (bytes, media_type) in audio {
        let audio = Audio::bytes(bytes).unwrap_or_else(|error| panic!("{media_type}: {error}"));
        assert_eq!(audio.data.media_type(), media_type);
    }

    // As browsers record it. Its type is looked for among the first 256 bytes.
    let webm = [b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", &[0; 300][..]].concat();
    assert_eq!(Audio::bytes(webm).unwrap().data.media_type(), "audio/webm");
}

#[test]
fn what_is_of_another_kind_is_refused_by_its_name() {
    let known = "(PNG, JPEG, GIF, WebP, …)";
    let image = |bytes: &'static [u8]| Image::bytes(bytes).unwrap_err();
    assert_eq!(image(b"%PDF-1.4").kind(), ErrorKind::Request);
    for (bytes, rest) in [
        (&b"%PDF-1.4"[..], ", but `application/pdf`"),
        (b"RIFF\x24\0\0\0WAVEfmt ", ", but `audio/wav`"),
        (b"hello", ""),
        (b"\x89PN", ""),
        (b"", ", but empty"),
    ] {
        let message = format!("this is not an image of a known type {known}{rest}");
        assert_eq!(image(bytes).to_string(), message);
    }
    let error = Audio::bytes(PNG).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this is not audio of a known type (WAV, MP3, FLAC, Ogg, AAC, M4A, …), but `image/png`"
    );
    assert!(
        Audio::bytes(&b"MThd\0\0\0\x06"[..]).is_err(),
        "notes, not sound"
    );
}

#[test]
fn a_file_is_what_its_bytes_tell_else_its_name() {
    let media_type = |name: &str, bytes: &'static [u8]| {
        let Source::Data(data) = File::bytes(name, bytes).source else {
            panic!("{name}")
        };
        data.media_type
    };
    assert_eq!(media_type("report", b"%PDF-1.7"), "application/pdf");
    let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    assert_eq!(media_type("report.txt", pdf), "application/pdf");
    assert_eq!(media_type("prices.csv", b"a;1"), "text/csv");
    assert_eq!(media_type("PRICES.CSV", b"a;1"), "text/csv");
    assert_eq!(media_type("a.json", b"{}"), "application/json");
    assert_eq!(
        media_type("main.rs", "fn größe() {}".as_bytes()),
        "text/plain"
    );
    assert_eq!(media_type("csv", b"a;1"), "text/plain");
    assert_eq!(media_type("a.bin", b"\xfe\xfe"), "application/octet-stream");
    // Any file may stand first in the archive that a document is.
    let zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\0\0\0other.xml";
    assert!(media_type("a.docx", zip).ends_with("wordprocessingml.document"));
    assert_eq!(media_type("a.zip", zip), "application/zip");
}

#[test]
fn a_text_is_none_of_what_it_happens_to_begin_like() {
    for (name, text, expected) in [
        ("cars.csv", "BMW;320d\n", "text/csv"),
        ("to do.TXT", "MZ 7 at eight", "text/plain"),
        ("songs.md", "ID3 is a tag.", "text/markdown"),
        ("run.md", "#!/bin/sh", "text/markdown"),
        ("a.json", "%PDF-1.7", "application/json"),
        ("cars", "BMW;320d\n", "text/plain"),
        ("run.sh", "#!/bin/sh\nls", "text/plain"),
    ] {
        let file = File::bytes(name, text);
        let shown = format!("Data({expected}, {} bytes)", text.len());
        assert_eq!(format!("{:?}", file.source), shown, "{name}");
    }
    let error = Image::bytes("BMW").unwrap_err().to_string();
    assert!(error.ends_with("WebP, …)"), "{error}");
    // Under a wrong name, what is no text is what it is.
    let bitmap = File::bytes("a.csv", &b"BM\x46\0\0\0\0\0\0\0"[..]);
    assert_eq!(format!("{:?}", bitmap.source), "Data(image/bmp, 10 bytes)");
}

#[test]
fn base64_is_taken_as_it_comes() {
    let whole = BASE64_STANDARD.encode(PNG);
    let (first, second) = whole.split_at(9);
    for text in [
        whole.clone(),
        whole.trim_end_matches('=').to_owned(),
        format!("{first}\r\n{second}\n"),
        format!("data:image/png;base64,{whole}"),
        // What is in it counts.
        format!("DATA:image/jpeg;name=a;base64,{whole}"),
    ] {
        let image = Image::base64(&text).unwrap();
        assert_eq!(image, Image::bytes(PNG).unwrap(), "{text}");
    }
    let by_url = Image::url(format!("data:image/png;base64,{whole}")).unwrap();
    assert_eq!(by_url, Image::bytes(PNG).unwrap());

    let error = |text: &str| Image::base64(text).unwrap_err().to_string();
    assert_eq!(error("a cat!"), "the text is not base64");
    let not_base64 = "a data URL is to be in base64: `data:image/png;base64,…`";
    assert_eq!(error("data:image/svg+xml,<svg/>"), not_base64);
    assert_eq!(error("data:"), not_base64);
}

#[test]
fn a_data_url_names_the_type_of_a_file() {
    let file = File::base64("prices", "data:text/csv;charset=utf-8;base64,YTsx").unwrap();
    let Source::Data(data) = file.source else {
        panic!()
    };
    assert_eq!(data.url(), "data:text/csv;base64,YTsx");
    let file = File::base64("prices", "data:;base64,YTsx").unwrap();
    assert_eq!(format!("{:?}", file.source), "Data(text/plain, 3 bytes)");
}

#[test]
fn urls_are_of_the_web() {
    for url in ["http://localhost:1/a.png", "HTTPS://example.com/a.png?b=c"] {
        assert_eq!(Image::url(url).unwrap().source, Source::Url(url.to_owned()));
        assert!(File::url(url).is_ok());
    }
    let urls = [
        "",
        "a.png",
        "/srv/a.png",
        "ftp://example.com/a.png",
        "file:///srv/a.png",
        "gs://b/a.png",
        "https://",
    ];
    for url in urls {
        let error = Image::url(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(
            error.to_string(),
            "the address of an image is to be a URL that begins with `https://`, `http://` or `data:`",
            "{url}"
        );
        assert!(File::url(url).is_err());
    }
    // A file has a name, which a data URL has not.
    assert_eq!(
        File::url("data:text/plain;base64,YQ==")
            .unwrap_err()
            .to_string(),
        "the address of a file is to be a URL that begins with `https://` or `http://`"
    );
}

#[test]
fn an_address_has_no_password() {
    for url in [
        "https://user:hunter2@host/a.png",
        "https://hunter2@host/a.png",
        "http://:hunter2@host/a.png?b",
    ] {
        for error in [Image::url(url).unwrap_err(), File::url(url).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Request);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("has a name or a password in it"), "{shown}");
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}

#[test]
fn errors_name_the_file() {
    let missing = Image::read("no/such/file.png").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Request);
    let message = missing.to_string();
    assert!(
        message.starts_with("cannot read `no/such/file.png`: "),
        "{message}"
    );
    assert!(File::read("no/such/file.pdf").is_err());
    assert!(Audio::read("src").is_err(), "a directory");

    let manifest = Image::read("Cargo.toml").unwrap_err();
    assert_eq!(
        manifest.to_string(),
        "`Cargo.toml` is not an image of a known type (PNG, JPEG, GIF, WebP, …)"
    );
    assert_eq!(
        File::read("./Cargo.toml").unwrap().name.as_deref(),
        Some("Cargo.toml")
    );
}

#[test]
fn debug_shows_neither_the_bytes_nor_what_opens_a_url() {
    let image = Image::bytes([PNG, &[7; 5000]].concat()).unwrap();
    assert_eq!(
        format!("{:?}", Content::from(image.detail(Detail::High))),
        "Image(Image { source: Data(image/png, 5016 bytes), detail: Some(High) })"
    );
    let signed = Image::url("https://example.com/a.png?signature=secret").unwrap();
    assert_eq!(
        format!("{:?}", signed.source),
        "Url(\"https://example.com/a.png?…\")"
    );
    assert_eq!(
        format!("{:?}", Image::id("file-1").source),
        "Id(\"file-1\")"
    );
}
