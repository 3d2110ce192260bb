//! How much of the value is there: `cargo run --example progress`

use instructor_core::Extract;

#[derive(Extract)]
struct Book {
    title: String,
    author: String,
    year: u16,
}

#[tokio::main]
async fn main() -> examples::Result {
    let scripted = r#"{"title": "Nineteen Eighty-Four", "author": "George Orwell", "year": 1949}"#;
    let connection = examples::connect(scripted).await?;

    let text = "Nineteen Eighty-Four, by George Orwell, came out in 1949.";
    let mut stream = Book::stream_partial(&connection.client, text).await?;
    while let Some(snapshot) = stream.next().await {
        let book = snapshot?;
        let (closed, fields) = book.progress();
        println!(
            "{:>3} %  {}",
            100 * closed / fields,
            serde_json::to_string(&book)?
        );
    }
    let Book {
        title,
        author,
        year,
    } = stream.complete().await?;
    println!("{title}, by {author}, {year}");
    Ok(())
}
