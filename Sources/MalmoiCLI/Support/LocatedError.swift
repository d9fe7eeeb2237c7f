import Documents

/// An error in a document's text, with the document's name before it.
enum LocatedError {
    /// Runs a closure and puts the document's name before what it throws.
    static func naming<Value>(_ document: Document, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw InputError("\(document.name): \(error)")
        }
    }
}
