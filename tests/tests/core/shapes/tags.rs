//! Enums with a tag, or a key, that tells the variant: wherever it stands, and what shows before and after.

use super::types::*;
use crate::contract::assert_shown;
use crate::feed;
use instructor_core::Extract;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Reads `text` cut in every way, in two, and in three if it is short, and byte by byte.
#[track_caller]
pub(super) fn assert_as_serde<T>(text: &str)
where
    T: Extract + DeserializeOwned + Debug + PartialEq,
{
    let theirs = serde_json::from_str::<T>(text).unwrap_or_else(|e| panic!("{e} in {text}"));
    assert_eq!(feed::value::<T>(text), theirs, "{text}");
    if text.len() > 120 {
        return;
    }
    for second in 0..=text.len() {
        let (before, after) = text.as_bytes().split_at(second);
        for first in 0..=second {
            let (start, middle) = before.split_at(first);
            let ours = feed::bytes::<T>(&[start, middle, after]).value();
            assert_eq!(ours, theirs, "cut at {first}, {second} of {text}");
        }
    }
}

/// All orders of the members of an object.
fn orders(members: &[&str]) -> Vec<String> {
    fn permute(rest: &[&str], before: &[&str], all: &mut Vec<String>) {
        if rest.is_empty() {
            all.push(format!("{{{}}}", before.join(",")));
        }
        for (i, member) in rest.iter().enumerate() {
            let rest = [&rest[..i], &rest[i + 1..]].concat();
            permute(&rest, &[before, &[*member]].concat(), all);
        }
    }

    let mut all = Vec::new();
    permute(members, &[], &mut all);
    all
}

#[test]
fn an_internal_tag_may_stand_anywhere() {
    for members in [
        &[
            r#""type":"send-reply""#,
            r#""FIRST_TEXT":"a\n}{""#,
            r#""cc":null"#,
        ][..],
        &[
            r#" "type" : "move-to" "#,
            r#""x":1"#,
            r#""y":2.5"#,
            r#""label":"é""#,
        ],
        &[
            r#""typ\u0065":"g\u006f""#,
            r#""x":-1"#,
            r#""y":2"#,
            r#""label":"\ud83e\udd80""#,
        ],
        &[r#""type":"prices""#, r#""a":1.5"#, r#""":2.5"#],
        &[r#""type":"nothing""#, r#""x":[{}]"#],
        &[r#""type":"what?""#, r#""x":{"type":"nothing"}"#],
        &[
            r#""type":"then""#,
            r#""firstStep":{"a":[],"type":"nothing"}"#,
            r#""nextSteps":[]"#,
        ],
    ] {
        for text in orders(members) {
            assert_as_serde::<Internal>(&text);
        }
    }
}

#[test]
fn unknown_keys_may_stand_before_a_tag() {
    for text in [
        r#"{"x":{"type":"prices"},"type":"nothing"}"#,
        r#"{"x":[{"type":[]},"}"],"FIRST_TEXT":"","type":"send-reply"}"#,
        r#"{"":null,"typ":"a","type ":1,"FIRST_TEXT":"","type":"send-reply","x":{}}"#,
    ] {
        assert_as_serde::<Internal>(text);
    }
    for text in [
        r#"{"x":{"variant":"Count","content":1},"variant":"Nothing"}"#,
        r#"{"x":[{"content":2}],"content":7,"y":"}","variant":"Count"}"#,
    ] {
        assert_as_serde::<Adjacent>(text);
    }
}

#[test]
fn a_tag_and_a_name_may_need_escapes() {
    for tag in [
        r#"the \"kind\" 📏"#,
        r#"\u0074he \u0022kind\" \ud83d\udccf"#,
    ] {
        for name in [r"a \\ b", r"\u0061 \u005c b"] {
            let members = [format!(r#""{tag}":"{name}""#), r#""number":7"#.to_owned()];
            for text in orders(&members.each_ref().map(String::as_str)) {
                assert_as_serde::<Escaped>(&text);
            }
        }
    }
    assert_as_serde::<Escaped>("{\"text\":\"\",\"the \\\"kind\\\" 📏\":\"a \\\\ b\\n\"}");
}

#[test]
fn a_tag_may_come_before_or_after_its_content() {
    for members in [
        &[
            r#""variant":"Reply""#,
            r#""content":{"firstText":"a","atOnce":true}"#,
        ][..],
        &[
            r#""variant":"MoveTo""#,
            r#""content":{"x":1,"y":2,"label":""}"#,
            r#""x":[]"#,
        ],
        &[r#""variant":"Prices""#, r#""content":{"variant":1.5}"#],
        &[r#""variant":"Count""#, r#""content":1984"#],
        &[r#""variant":"sum""#, r#""content": 7 "#],
        &[r#""variant":"Named""#, r#""content":"\u00e9\n""#],
        &[r#""variant":"Words""#, r#""content":["a","b"]"#],
        &[r#""variant":"Perhaps""#, r#""content":null"#],
        &[r#""variant":"Perhaps""#],
        &[r#""variant":"Pair""#, r#""content":[-7,"]"]"#],
        &[
            r#""variant":"Inner""#,
            r#""content":{"content":7,"variant":"Count"}"#,
        ],
        &[r#""variant":"Nothing""#, r#""content":null"#],
        &[r#""variant":"Nothing""#],
        &[r#""variant":"news to me""#],
    ] {
        for text in orders(members) {
            assert_as_serde::<Adjacent>(&text);
        }
    }
}

#[test]
fn the_key_of_an_external_enum_is_its_variant() {
    for text in [
        r#""nothing""#,
        r#" "zilch" "#,
        r#""nothing \"at\" \u00e4ll 🦀""#,
        r#"{"nothing":null}"#,
        r#"{"nothing \"at\" äll \ud83e\udd80": null}"#,
        r#"{"reply":{"carbonCopy":"c","firstText":"a","x":{}}}"#,
        r#"{"blank":{}}"#,
        r#"{"move_to":{"x":1,"y":2,"label":"l"}}"#,
        r#"{"prices":{"a":1}}"#,
        r#"{"the \"sum\"":7}"#,
        r#"{"\u0073um":0}"#,
        r#"{"named":"n"}"#,
        r#"{"kind":"visitor"}"#,
        r#"{"words":["a",""]}"#,
        r#"{"perhaps":null}"#,
        r#"{"perhaps":"p"}"#,
        r#"{ "pair" : [ 1 , "b" ] }"#,
        r#"{"inner":{"inner":"nothing"}}"#,
    ] {
        assert_as_serde::<External>(text);
    }
}

#[test]
fn an_internal_variant_shows_once_its_tag_has_closed() {
    assert_shown! { Vec<Internal>:
        "[{" => "[]", "[0]";
        "\"type" => "[]", "[0]";
        "\":\"send-" => "[]", "[0].type";
        "reply" => "[]", "[0].type";
        "\"" => r#"[{"type":"send-reply"}]"#, "[0]";
        ",\"FIRST_TEXT\":" => r#"[{"type":"send-reply"}]"#, "[0].FIRST_TEXT";
        "\"ab" => r#"[{"FIRST_TEXT":"ab","type":"send-reply"}]"#, "[0].FIRST_TEXT";
        "c\"," => r#"[{"FIRST_TEXT":"abc","type":"send-reply"}]"#, "[0]";
        "\"cc\":" => r#"[{"FIRST_TEXT":"abc","type":"send-reply"}]"#, "[0].CARBON_COPY";
        "null}" => r#"[{"CARBON_COPY":null,"FIRST_TEXT":"abc","type":"send-reply"}]"#, "";
    }
}

#[test]
fn what_came_before_a_tag_shows_with_it() {
    assert_shown! { Vec<Internal>:
        "[{\"FIRST_TEXT\":\"ab" => "[]", "[0]";
        "c\",\"cc\":\"d\"" => "[]", "[0]";
        ",\"type\":\"send-repl" => "[]", "[0].type";
        "y\"" => r#"[{"CARBON_COPY":"d","FIRST_TEXT":"abc","type":"send-reply"}]"#, "[0]";
        ",\"DAYS\":1" => r#"[{"CARBON_COPY":"d","FIRST_TEXT":"abc","type":"send-reply"}]"#, "[0].DAYS";
        "2}" => r#"[{"CARBON_COPY":"d","DAYS":12,"FIRST_TEXT":"abc","type":"send-reply"}]"#, "";
    }
}

#[test]
fn content_shows_once_the_tag_beside_it_has_closed() {
    assert_shown! { Vec<Adjacent>:
        "[{\"variant\":\"Named" => "[]", "[0].variant";
        "\"" => r#"[{"variant":"Named"}]"#, "[0]";
        ",\"content\":\"a" => r#"[{"content":"a","variant":"Named"}]"#, "[0].content";
        "b\"}" => r#"[{"content":"ab","variant":"Named"}]"#, "";
        ",{\"content\":[7,\"x" => r#"[{"content":"ab","variant":"Named"}]"#, "[1]";
        "\"],\"variant\":\"Pair" => r#"[{"content":"ab","variant":"Named"}]"#, "[1].variant";
        "\"" => r#"[{"content":"ab","variant":"Named"},{"content":[7,"x"],"variant":"Pair"}]"#, "[1]";
    }
}

#[test]
fn an_external_variant_shows_once_its_key_has_closed() {
    assert_shown! { Vec<External>:
        "[\"noth" => "[]", "[0]";
        "ing" => "[]", "[0]";
        "\",{" => r#"["nothing"]"#, "[1]";
        "\"repl" => r#"["nothing"]"#, "[1]";
        "y\"" => r#"["nothing",{"reply":{}}]"#, "[1].reply";
        ":{\"firstText\":\"a" => r#"["nothing",{"reply":{"firstText":"a"}}]"#, "[1].reply.firstText";
        "\"}" => r#"["nothing",{"reply":{"firstText":"a"}}]"#, "[1]";
        "},{\"named\":" => r#"["nothing",{"reply":{"firstText":"a"}},{}]"#, "[2].named";
        "\"n" => r#"["nothing",{"reply":{"firstText":"a"}},{"named":"n"}]"#, "[2].named";
        "\"},{\"pair\":[1" => r#"["nothing",{"reply":{"firstText":"a"}},{"named":"n"},{"pair":[]}]"#, "[3].pair[0]";
        ",\"" => r#"["nothing",{"reply":{"firstText":"a"}},{"named":"n"},{"pair":[1,""]}]"#, "[3].pair[1]";
    }
}

/// A tag within what is held is not that of the enum around it.
#[test]
fn enums_that_are_held_within_each_other() {
    let leaf = r#"{"text":"a","kind":"Leaf"}"#;
    let again = format!(r#"{{"again":[{{"One":{{"value":{leaf},"tag":"One"}}}}],"kind":"Again"}}"#);
    let text =
        format!(r#"{{"Two":{{"second":null,"first":{{"value":[{again},null],"tag":"Pair"}}}}}}"#);
    assert_as_serde::<InUntagged>(&text);
    assert_as_serde::<InUntagged>(&format!("[{text},\"Stop\"]"));
    assert_as_serde::<Tree<Expr>>(
        r#"{"right":{"value":{"Number":1.5},"node":"Leaf"},"left":{"node":"Leaf","value":{"Number":2}},"node":"Branch"}"#,
    );
    assert_as_serde::<Fallible<Pair, Unit>>(r#"{"with":[1,"a"],"is":"Good"}"#);
    assert_as_serde::<Fallible<Pair, Unit>>(r#"{"is":"Bad","with":null}"#);
    assert_as_serde::<Folder>(
        r#"{"entries":[{"entries":[],"name":"b","entry":"Folder"},{"size":1,"entry":"File","name":"c"}],"name":"a"}"#,
    );
    assert_as_serde::<Expr>(
        r#"{"Sum":[{"Negated":{"Number":1}},{"Call":{"arguments":[{"Number":2}],"name":"f"}}]}"#,
    );
}
