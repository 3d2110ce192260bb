use instructor_core::{Extract, Parser, Partial};

#[derive(Extract, Debug, PartialEq)]
struct Board<T, const W: usize, const H: usize = 2> {
    rows: [[T; W]; H],
}

#[derive(Extract, Debug, PartialEq)]
struct Row<const N: usize>([u8; N], bool);

#[derive(Extract, Debug, PartialEq)]
enum Shape<const N: usize> {
    Polygon { corners: [Row<2>; N] },
    Line(Row<N>),
    Dot,
}

#[derive(Extract, Debug, Clone, PartialEq)]
enum Role<const N: usize> {
    Admin,
}

fn main() {
    let mut parser = Parser::<PartialBoard<u8, 3>>::new();
    parser.feed(r#"{"rows": [[1, 2, 3], [4"#).unwrap();
    assert_eq!(parser.partial().unwrap().rows.as_ref().unwrap().len(), 2);
    parser.feed(", 5, 6]]}").unwrap();
    assert_eq!(parser.finish().unwrap().rows, [[1, 2, 3], [4, 5, 6]]);

    let mut parser = Parser::<PartialShape<1>>::new();
    parser.feed(r#"{"Polygon": {"corners": [[[1, 2], true]]}}"#).unwrap();
    assert_eq!(parser.finish().unwrap(), Shape::Polygon { corners: [Row([1, 2], true)] });
    assert!(Parser::<PartialBoard<u8, 1, 1>>::new().feed(r#"{"rows": [[1], [2]]}"#).is_err());
    assert_eq!(Role::<3>::Admin.complete().unwrap(), Role::Admin);
    let _ = (Shape::Line(Row([1], true)), Shape::<3>::Dot);
}
