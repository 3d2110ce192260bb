//! Each element of a list as it closes: `cargo run --example users`

use instructor_core::Extract;

#[derive(Extract)]
struct User {
    name: String,
    age: u8,
}

#[tokio::main]
async fn main() -> examples::Result {
    let scripted = r#"{"items": [{"name": "Jason", "age": 10}, {"name": "John", "age": 30}]}"#;
    let connection = examples::connect(scripted).await?;

    let text = "Jason is 10 and John is 30. Correctly segment it into entities.";
    let mut users = Vec::<User>::stream_each(&connection.client, text).await?;
    while let Some(user) = users.next().await {
        let User { name, age } = user?;
        println!("{name} is {age}");
    }
    Ok(())
}
