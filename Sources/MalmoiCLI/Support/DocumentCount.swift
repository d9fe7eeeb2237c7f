import Documents

/// What `count` finds in a document, or in several together.
struct DocumentCount: Sendable {
    /// The document's id, or failing that its name.
    var name: [UInt8]
    var tokens: Int
    /// Unicode code points; a byte that is not valid UTF-8 counts as one.
    var characters: Int
    var bytes: Int
    /// How many documents had bytes that are not valid UTF-8.
    var invalidDocuments: Int

    init(_ document: Document, tokens: Int) {
        self.init(name: document.id ?? Array(document.name.utf8), text: document.text, tokens: tokens)
    }

    /// Counts a text, or a part of one that ends where it may be cut.
    init(name: [UInt8], text: [UInt8], tokens: Int) {
        self.name = name
        self.tokens = tokens
        bytes = text.count
        let validity = UTF8Validity(of: text)
        invalidDocuments = validity.isValid ? 0 : 1
        characters =
            validity.isValid
            ? text.reduce(0) { $0 &+ ($1 & 0xC0 != 0x80 ? 1 : 0) }
            : String(decoding: text, as: UTF8.self).unicodeScalars.count
    }

    /// Nothing yet.
    init(totalNamed name: String) {
        self.name = Array(name.utf8)
        tokens = 0
        characters = 0
        bytes = 0
        invalidDocuments = 0
    }

    mutating func add(_ other: DocumentCount) {
        tokens += other.tokens
        characters += other.characters
        bytes += other.bytes
        invalidDocuments += other.invalidDocuments
    }

    /// Adds a later part of the same document.
    mutating func add(partOfSame other: DocumentCount) {
        add(other)
        invalidDocuments = min(invalidDocuments, 1)
    }

    /// Characters for each token; nil where there are no tokens.
    var charactersPerToken: Double? {
        tokens == 0 ? nil : Double(characters) / Double(tokens)
    }
}
