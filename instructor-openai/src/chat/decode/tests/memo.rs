//! The memo changes nothing: random sequences of events are read with it, and each afresh.

use super::*;

/// A small generator of random numbers (xorshift64*), the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % n
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// The insides of strings; the last ones are not those of any.
const TEXTS: [&str; 16] = [
    "",
    "a",
    "one",
    " two",
    "é",
    "🦀",
    r"\n",
    r#"\""#,
    r"\\",
    r"\u00e9",
    r"\ud83e\udd80",
    r#"","content":"x"#,
    r#"\",\"content\":\"x"#,
    r"\x",
    "\n",
    r"\",
];

/// Random text, which is seldom none.
fn text(random: &mut Random) -> &'static str {
    let some = if random.below(40) == 0 {
        TEXTS.len()
    } else {
        13
    };
    TEXTS[random.below(some)]
}

/// An event: most are alike but for their text, so that the memo has something to recall.
fn event(random: &mut Random, text: &str, hidden: &str) -> String {
    let said = match random.below(16) {
        0..=6 => format!(r#""content":"{text}""#),
        7 | 8 => format!(r#""tool_calls":[{{"index":0,"function":{{"arguments":"{text}"}}}}]"#),
        9 => format!(r#""tool_calls":[{{"index":1,"function":{{"arguments":"{text}"}}}}]"#),
        10 => format!(r#""tool_calls":[{{"function":{{"name":"f","arguments":"{text}"}}}}]"#),
        11 => format!(r#""reasoning_content":"{text}""#),
        12 => format!(r#""reasoning":"{text}","reasoning_content":"{text}""#),
        13 => format!(r#""function_call":{{"arguments":"{text}"}}"#),
        14 => format!(r#""refusal":"{text}""#),
        _ => format!(r#""content":"{text}","content":"b","tool_calls":null"#),
    };
    let index = random.one_of(&["0", "0", "0", "0", "0", "0", "1", "null"]);
    let rest = random.one_of(&[
        "",
        "",
        "",
        "",
        "",
        r#","finish_reason":null"#,
        r#","finish_reason":"stop""#,
    ]);
    let around = random.one_of(&[
        "",
        "",
        "",
        "",
        r#","usage":null"#,
        r#","usage":{"total_tokens":3}"#,
        r#","error":null"#,
        r#","error":{}"#,
        r#","message":"x""#,
    ]);
    let obfuscation = match random.below(3) {
        0 => String::new(),
        1 => format!(r#","obfuscation":"{hidden}""#),
        _ => format!(r#","sequence_number":NUMBER,"obfuscation":"{hidden}""#),
    };
    let id = random.one_of(&["x", "x", "x", "x", "y", ""]);
    format!(
        r#"{{"id":"{id}","choices":[{{"index":{index},"delta":{{{said}}}{rest}}}]{around}{obfuscation}}}"#
    )
}

/// What is told of the events up to the first that is none, and how often the memo was of use.
fn read(events: &[String], with_memo: bool) -> (Told, usize) {
    let mut told = Told::default();
    let mut recalled = 0;
    let mut chat = ChatEvents::new(Box::new(Hears));
    for event in events {
        if !with_memo {
            chat.memo = Memo::default();
        }
        recalled += usize::from(chat.memo.recall(event.as_bytes()).is_some());
        if let Err(error) = chat.read(event.as_bytes(), &mut |delta| told.take(delta)) {
            told.error = Some(error.to_string());
            break;
        }
    }
    (told, recalled)
}

#[test]
fn it_never_changes_an_outcome() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut recalled = 0;
    for round in 0..4000 {
        // A few that come again and again, as in a stream.
        let kinds = (0..=random.below(4)).map(|_| event(&mut random, "TEXT", "HIDDEN"));
        let kinds: Vec<String> = kinds.collect();
        let len = random.below(30);
        let events: Vec<String> = (0..len)
            .map(|_| {
                let (text, hidden) = (text(&mut random), text(&mut random));
                let number = match random.below(40) {
                    0 => random.one_of(&["07", "-1", "1.5", "1e9", "x", "null", ""]),
                    _ => random.one_of(&["0", "1", "12", "12345678901234567890123"]),
                };
                let event = match random.below(6) {
                    0 => event(&mut random, text, hidden),
                    _ => {
                        let kind = &kinds[random.below(kinds.len())];
                        kind.replace("TEXT", text).replace("HIDDEN", hidden)
                    }
                };
                event.replace("NUMBER", number)
            })
            .collect();
        let (with, hits) = read(&events, true);
        let (afresh, _) = read(&events, false);
        assert_eq!(with, afresh, "round {round}: {events:#?}");
        recalled += hits;
    }
    assert!(
        recalled > 3_000,
        "the memo was of use {recalled} times only"
    );
}
