/// What can be wrong with the questions that this module is asked.
///
/// Every case carries the data; ``description`` says in one line what is wrong, where, and what to do.
public enum LongContextError: Error, Sendable, Equatable {
    /// A number lies outside the range that makes sense for it.
    case outOfRange(what: String, value: Int, allowed: String)
    /// The answer does not fit a 64-bit count of bytes.
    case tooLarge(what: String)
    /// No profile has this name; `near` are those that come near, nearest first.
    case unknownModel(name: String, near: [String])
    /// The profile is known, but not this value of it.
    case missingValue(model: String, what: String)
    /// A page has no room, or a measure of it makes no sense; the text says what must hold.
    case pageStyle(String)
    /// A model's `config.json` does not tell what was asked of it; the text says why.
    case configuration(String)
    /// A line of recorded counts cannot be used.
    case record(line: Int, problem: String)
    /// Recorded counts do not hold a text that was to be counted.
    case notRecorded(name: String, bytes: Int)
    /// One character of a document takes more tokens than a window has.
    case windowTooSmall(window: Int, document: Int)
    /// A tokenizer refused a text.
    case tokenization(String)
    /// A file of measured densities cannot be used; the text says why.
    case densityFile(String)
    /// Nothing is known of how many tokens a page takes.
    case noDensity(model: String, reason: String)
}

extension LongContextError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .outOfRange(let what, let value, let allowed):
            "\(what) is \(value), but must be \(allowed)"
        case .tooLarge(let what):
            "\(what) is too large to count in 64 bits; give smaller numbers"
        case .unknownModel(let name, let near):
            near.isEmpty
                ? "no profile for the model \"\(name)\"; `malmoi models` lists them all"
                : "no profile for the model \"\(name)\"; did you mean \(near.joined(separator: ", "))?"
        case .missingValue(let model, let what):
            "the \(what) of \(model) is not known; give it yourself, or the model's config.json"
        case .pageStyle(let rule):
            "no text fits this page: \(rule)"
        case .configuration(let reason):
            "the model's config.json gives no attention layout: \(reason)"
        case .record(let line, let problem):
            "recorded counts, line \(line): \(problem); each line must be an object with \"text\" and \"tokens\""
        case .notRecorded(let name, let bytes):
            "\(name) has no count for this text of \(bytes) bytes; leave the files out to use the recorded texts"
        case .windowTooSmall(let window, let document):
            "a window of \(window) tokens is too small for one character of document \(document + 1)"
        case .tokenization(let reason):
            reason
        case .densityFile(let problem):
            "\(ReferenceDensity.fileName) tells no tokens a page: \(problem); make it anew or give documents"
        case .noDensity(let model, let reason):
            "how many tokens a page takes is not known for \(model): \(reason); give a tokenizer and some documents"
        }
    }
}

extension LongContextError {
    /// Whether the question itself is at fault, and not something that was read.
    public var isUsage: Bool {
        switch self {
        case .outOfRange, .tooLarge, .unknownModel, .missingValue, .pageStyle, .windowTooSmall, .noDensity: true
        case .configuration, .record, .notRecorded, .tokenization, .densityFile: false
        }
    }
}
