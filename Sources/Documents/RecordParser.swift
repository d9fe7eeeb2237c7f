/// Takes documents from the text of one file, one after the other.
protocol RecordParser {
    /// The next document; `nil` at the end of the file.
    mutating func next(from input: BufferedInput) throws(DocumentError) -> Record?
}

/// A document before it has a number.
struct Record {
    var line: Int?
    var id: [UInt8]?
    var text: [UInt8]
}
