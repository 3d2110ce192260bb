//! Messages in the words of Chat Completions and of Responses.

use instructor_core::content::{Detail, Returned, Source};
use instructor_core::{Audio, Call, Content, Error, ErrorKind, File, Image, Message, Result, Role};
use serde::Serialize;
use serde_json::{Value, json};

/// A message as Chat Completions takes it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ChatMessage {
    pub(crate) role: &'static str,
    pub(crate) content: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<Value>,
    /// As it was before there were tools.
    #[serde(skip_serializing_if = "Option::is_none")]
    function_call: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_call_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// A message for Chat Completions, which takes what came of calls in one message each.
///
/// # Errors
///
/// [`ErrorKind::Request`] if it has no words for a part.
pub(crate) fn chat_messages(message: &Message) -> Result<Vec<ChatMessage>> {
    let role = role(message, CHAT)?;
    if message.role == Role::Tool {
        let returned = message.content.iter().filter_map(returned);
        return Ok(returned.map(chat_returned).collect());
    }
    let mut sent = ChatMessage {
        role,
        ..ChatMessage::default()
    };
    let mut said = Vec::new();
    for part in &message.content {
        match part {
            Content::Call(Call {
                id: Some(id),
                name,
                arguments,
                ..
            }) => sent.tool_calls.push(json!({
                "id": id,
                "type": "function",
                "function": {"name": name, "arguments": arguments},
            })),
            Content::Call(call) => {
                sent.function_call = Some(json!({"name": call.name, "arguments": call.arguments}));
            }
            part => said.push(part),
        }
    }
    // One text is sent as such: every server takes that, not every one takes parts.
    sent.content = match &*said {
        [Content::Text(text)] => json!(text),
        [] if !message.content.is_empty() => Value::Null,
        parts => parts
            .iter()
            .copied()
            .map(chat_part)
            .collect::<Result<_>>()?,
    };
    Ok(vec![sent])
}

fn returned(part: &Content) -> Option<&Returned> {
    match part {
        Content::Returned(returned) => Some(returned),
        _ => None,
    }
}

fn chat_returned(returned: &Returned) -> ChatMessage {
    let content = json!(returned.text);
    match &returned.id {
        Some(id) => ChatMessage {
            role: "tool",
            content,
            tool_call_id: Some(id.clone()),
            ..ChatMessage::default()
        },
        None => ChatMessage {
            role: "function",
            content,
            name: Some(returned.name.clone()),
            ..ChatMessage::default()
        },
    }
}

/// A message as input items of Responses, to which a call and what came of it are items of their own.
///
/// # Errors
///
/// [`ErrorKind::Request`] if it has no words for a part.
pub(crate) fn responses_items(message: &Message) -> Result<Vec<Value>> {
    let role = role(message, RESPONSES)?;
    let id = |id: &Option<String>| match id {
        Some(id) => Ok(json!(id)),
        None => Err(lacks(RESPONSES, "a call without an id")),
    };
    let mut items = Vec::new();
    let mut said = Vec::new();
    for part in &message.content {
        match part {
            Content::Call(call) => items.push(json!({
                "type": "function_call",
                "call_id": id(&call.id)?,
                "name": call.name,
                "arguments": call.arguments,
            })),
            Content::Returned(returned) => items.push(json!({
                "type": "function_call_output",
                "call_id": id(&returned.id)?,
                "output": returned.text,
            })),
            part => said.push(part),
        }
    }
    let content = match &*said {
        [] if !items.is_empty() => return Ok(items),
        // What the model said, servers take in parts: some versions of llama.cpp not otherwise.
        [Content::Text(text)] if message.role != Role::Assistant => json!(text),
        parts => {
            let part = |part: &&Content| responses_part(message.role, part);
            parts.iter().map(part).collect::<Result<_>>()?
        }
    };
    items.insert(
        0,
        json!({"type": "message", "role": role, "content": content}),
    );
    Ok(items)
}

const CHAT: &str = "Chat Completions";
const RESPONSES: &str = "Responses";

/// The role's name, if what is said is for it to say.
fn role(message: &Message, wire: &str) -> Result<&'static str> {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Tool => "tool",
        role => return Err(lacks(wire, &format!("the role {role:?}"))),
    };
    let (what, from) = match message
        .content
        .iter()
        .find(|part| !fits(message.role, part))
    {
        None => return Ok(role),
        Some(Content::Call(_)) => ("calls", "the model"),
        Some(Content::Returned(_)) => ("what came of calls", "the functions"),
        Some(Content::Text(_)) => ("texts", "everybody else"),
        Some(_) => ("images, audio and files", "the user"),
    };
    let message = format!("{wire} takes {what} from {from}, and not in a message of role `{role}`");
    Err(Error::new(ErrorKind::Request, message))
}

/// Whether a part is for this role to say.
fn fits(role: Role, part: &Content) -> bool {
    match part {
        Content::Text(_) => role != Role::Tool,
        Content::Call(_) => role == Role::Assistant,
        Content::Returned(_) => role == Role::Tool,
        _ => role == Role::User,
    }
}

fn chat_part(part: &Content) -> Result<Value> {
    match part {
        Content::Text(text) => Ok(json!({"type": "text", "text": text})),
        Content::Image(image) => chat_image(image),
        Content::Audio(audio) => Ok(chat_audio(audio)),
        Content::File(file) => chat_file(file),
        _ => Err(lacks(CHAT, "such a part of a message")),
    }
}

fn chat_image(image: &Image) -> Result<Value> {
    let url = match &image.source {
        Source::Url(url) => json!(url),
        Source::Data(data) => json!(data.url()),
        _ => return Err(lacks(CHAT, "an image by its id: give its URL or its bytes")),
    };
    let mut image_url = json!({"url": url});
    set_detail(&mut image_url, image);
    Ok(json!({"type": "image_url", "image_url": image_url}))
}

fn chat_audio(Audio { data, .. }: &Audio) -> Value {
    // OpenAI knows the first two; servers that know more name them by their types.
    let format = match data.media_type() {
        "audio/wav" => "wav",
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        other => other.strip_prefix("audio/").unwrap_or(other),
    };
    json!({"type": "input_audio", "input_audio": {"data": data.base64(), "format": format}})
}

fn chat_file(file: &File) -> Result<Value> {
    let file = match &file.source {
        Source::Id(id) => json!({"file_id": id}),
        Source::Data(data) => json!({"filename": file.name, "file_data": data.url()}),
        _ => return Err(lacks(CHAT, "a file by its URL: give its bytes")),
    };
    Ok(json!({"type": "file", "file": file}))
}

fn responses_part(role: Role, part: &Content) -> Result<Value> {
    match part {
        Content::Text(text) => {
            let kind = match role {
                Role::Assistant => "output_text",
                _ => "input_text",
            };
            Ok(json!({"type": kind, "text": text}))
        }
        Content::Image(image) => responses_image(image),
        Content::File(file) => responses_file(file),
        Content::Audio(_) => Err(lacks(RESPONSES, "audio: ask by Chat Completions")),
        _ => Err(lacks(RESPONSES, "such a part of a message")),
    }
}

fn responses_image(image: &Image) -> Result<Value> {
    let mut part = match &image.source {
        Source::Url(url) => json!({"image_url": url}),
        Source::Data(data) => json!({"image_url": data.url()}),
        Source::Id(id) => json!({"file_id": id}),
        _ => return Err(lacks(RESPONSES, "an image from such a source")),
    };
    part["type"] = json!("input_image");
    set_detail(&mut part, image);
    Ok(part)
}

fn responses_file(file: &File) -> Result<Value> {
    let mut part = match &file.source {
        Source::Url(url) => json!({"file_url": url}),
        Source::Data(data) => json!({"filename": file.name, "file_data": data.url()}),
        Source::Id(id) => json!({"file_id": id}),
        _ => return Err(lacks(RESPONSES, "a file from such a source")),
    };
    part["type"] = json!("input_file");
    Ok(part)
}

fn set_detail(part: &mut Value, image: &Image) {
    part["detail"] = match image.detail {
        Some(Detail::Low) => json!("low"),
        Some(Detail::High) => json!("high"),
        Some(Detail::Auto) => json!("auto"),
        _ => return,
    };
}

fn lacks(wire: &str, what: &str) -> Error {
    Error::new(ErrorKind::Request, format!("{wire} does not take {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chat_message(message: &Message) -> Result<ChatMessage> {
        Ok(chat_messages(message)?.remove(0))
    }

    fn responses_message(message: &Message) -> Result<Value> {
        Ok(responses_items(message)?.remove(0))
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const PNG_URL: &str = "data:image/png;base64,iVBORw0KGgo=";
    const WEB: &str = "https://example.com/a";

    /// The parts of a message of the user with this part.
    fn sent(part: impl Into<Content>) -> (Result<Value>, Result<Value>) {
        let message = Message::user("This?").with(part);
        let chat = chat_message(&message).map(|message| message.content[1].clone());
        let responses = responses_message(&message).map(|message| message["content"][1].clone());
        (chat, responses)
    }

    fn refused(result: Result<Value>) -> String {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        error.to_string()
    }

    #[test]
    fn one_text_is_sent_as_such() {
        let message = Message::user("Who?");
        assert_eq!(chat_message(&message).unwrap().content, "Who?");
        assert_eq!(
            responses_message(&message).unwrap(),
            json!({"type": "message", "role": "user", "content": "Who?"})
        );
        assert_eq!(
            responses_message(&Message::system("Be brief.")).unwrap()["content"],
            "Be brief."
        );

        let answer = Message::assistant("Ana.");
        assert_eq!(chat_message(&answer).unwrap().content, "Ana.");
        assert_eq!(
            responses_message(&answer).unwrap(),
            json!({"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Ana."}]})
        );
    }

    #[test]
    fn parts_keep_their_order() {
        let message = Message::user("one")
            .with(Image::url(WEB).unwrap())
            .with("two");
        assert_eq!(
            chat_message(&message).unwrap().content,
            json!([
                {"type": "text", "text": "one"},
                {"type": "image_url", "image_url": {"url": WEB}},
                {"type": "text", "text": "two"},
            ])
        );
        assert_eq!(
            responses_message(&message).unwrap()["content"],
            json!([
                {"type": "input_text", "text": "one"},
                {"type": "input_image", "image_url": WEB},
                {"type": "input_text", "text": "two"},
            ])
        );
    }

    #[test]
    fn images() {
        let (chat, responses) = sent(Image::bytes(PNG).unwrap());
        assert_eq!(
            chat.unwrap(),
            json!({"type": "image_url", "image_url": {"url": PNG_URL}})
        );
        assert_eq!(
            responses.unwrap(),
            json!({"type": "input_image", "image_url": PNG_URL})
        );

        for (detail, word) in [
            (Detail::Low, "low"),
            (Detail::High, "high"),
            (Detail::Auto, "auto"),
        ] {
            let (chat, responses) = sent(Image::bytes(PNG).unwrap().detail(detail));
            assert_eq!(chat.unwrap()["image_url"]["detail"], word);
            assert_eq!(responses.unwrap()["detail"], word);
        }

        let (chat, responses) = sent(Image::id("file-1"));
        assert_eq!(
            refused(chat),
            "Chat Completions does not take an image by its id: give its URL or its bytes"
        );
        assert_eq!(
            responses.unwrap(),
            json!({"type": "input_image", "file_id": "file-1"})
        );
    }

    #[test]
    fn audio() {
        let formats: [(&'static [u8], &str); 4] = [
            (b"RIFF\0\0\0\0WAVE", "wav"),
            (b"ID3\x04", "mp3"),
            (b"fLaC", "flac"),
            (b"\0\0\0\x20ftypM4A ", "m4a"),
        ];
        for (bytes, format) in formats {
            let (chat, responses) = sent(Audio::bytes(bytes).unwrap());
            let chat = chat.unwrap();
            assert_eq!(chat["type"], "input_audio");
            assert_eq!(chat["input_audio"]["format"], format);
            assert_eq!(
                refused(responses),
                "Responses does not take audio: ask by Chat Completions"
            );
        }
        let (chat, _) = sent(Audio::bytes(&b"fLaC"[..]).unwrap());
        assert_eq!(chat.unwrap()["input_audio"]["data"], "ZkxhQw==");
    }

    #[test]
    fn files() {
        let (chat, responses) = sent(File::bytes("a.pdf", "%PDF-1.7"));
        let data = "data:application/pdf;base64,JVBERi0xLjc=";
        assert_eq!(
            chat.unwrap(),
            json!({"type": "file", "file": {"filename": "a.pdf", "file_data": data}})
        );
        assert_eq!(
            responses.unwrap(),
            json!({"type": "input_file", "filename": "a.pdf", "file_data": data})
        );

        let (chat, responses) = sent(File::id("file-1"));
        assert_eq!(
            chat.unwrap(),
            json!({"type": "file", "file": {"file_id": "file-1"}})
        );
        assert_eq!(
            responses.unwrap(),
            json!({"type": "input_file", "file_id": "file-1"})
        );

        let (chat, responses) = sent(File::url(WEB).unwrap());
        assert_eq!(
            refused(chat),
            "Chat Completions does not take a file by its URL: give its bytes"
        );
        assert_eq!(
            responses.unwrap(),
            json!({"type": "input_file", "file_url": WEB})
        );
    }

    #[test]
    fn only_the_user_shows_something() {
        for (message, role) in [
            (Message::system("See"), "system"),
            (Message::assistant("See"), "assistant"),
        ] {
            let message = message.with(Image::bytes(PNG).unwrap());
            let chat = chat_message(&message).map(|message| message.content);
            let rest = format!(
                "takes images, audio and files from the user, and not in a message of role `{role}`"
            );
            assert_eq!(refused(chat), format!("Chat Completions {rest}"));
            assert_eq!(
                refused(responses_message(&message)),
                format!("Responses {rest}")
            );
        }
    }
}
