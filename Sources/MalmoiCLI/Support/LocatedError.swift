import Documents
import LongContext

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

    /// Runs a closure and puts a file's path before what it throws, unless that names the file itself.
    static func naming<Value>(path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LongContextError {
            throw InputError("\(path): \(error)")
        }
    }
}
