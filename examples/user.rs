//! A value that grows: `cargo run --example user`

use instructor_core::Extract;

/// Somebody mentioned in the text.
#[derive(Extract)]
struct User {
    /// Full name, as written.
    name: String,
    age: u8,
}

#[tokio::main]
async fn main() -> examples::Result {
    let connection = examples::connect(r#"{"name": "Jason Liu", "age": 25}"#).await?;

    let mut stream = User::stream_partial(&connection.client, "Jason Liu is 25 years old.").await?;
    while let Some(snapshot) = stream.next().await {
        let user = snapshot?;
        println!("name: {:?}, age: {:?}", user.name, user.age);
    }
    let User { name, age } = stream.complete().await?;
    println!("{name} is {age}");
    Ok(())
}
