public import BytePairEncoding
public import Files
public import JSONBytes
public import Tokenization

/// Why a file is no tokenizer that Malmoi can read, or why a tokenizer cannot be written in a format.
///
/// `description` is one line: the file, the place in it, what is wrong and what to do.
public struct TokenizerFormatError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Problem: Sendable, Equatable {
        /// The file cannot be read or written.
        case file(FileError)
        /// It is not well-formed JSON, or has another type of value at this place.
        case json(JSONError)
        /// A directory or file in which no known format was recognized.
        case noTokenizer(found: String)
        /// A tiktoken file does not say how to split text, and its name is not a known one.
        case needsPattern
        /// A name that is no split pattern.
        case unknownPattern(String)
        /// A field that must be there and is not.
        case missingField(String)
        /// Something that contradicts the rest of the file, or cannot be.
        case invalid(String)
        /// A component that Malmoi does not know how to follow exactly.
        case unsupported(component: String)
        /// The tokens and merges do not make a vocabulary.
        case vocabulary(VocabularyError)
        /// The parts do not make a tokenizer.
        case tokenizer(TokenizationError)
        /// The tokenizer does something that the format cannot say.
        case cannotExpress(format: String, reason: String)
    }

    /// The file or directory, as the caller wrote it.
    public let path: String
    /// Where in the file: `line 3`, `model.merges[17]`, `byte 120`; empty where there is no narrower place.
    public let place: String
    public let problem: Problem

    public init(path: String, place: String = "", problem: Problem) {
        self.path = path
        self.place = place
        self.problem = problem
    }
}

extension TokenizerFormatError: CustomStringConvertible {
    public var description: String {
        switch problem {
        case .file(let error): return error.description
        default: break
        }
        let shown = path == "-" ? "standard input" : path
        return place.isEmpty ? "\(shown): \(reason)" : "\(shown): \(place): \(reason)"
    }

    /// What is wrong and what to do, without the place.
    private var reason: String {
        switch problem {
        case .file(let error): error.description
        case .json(let error): error.description
        case .noTokenizer(let found):
            "\(found); give a tokenizer.json, a directory with one (or with vocab.json and merges.txt), or a .tiktoken file"
        case .needsPattern:
            "a tiktoken file does not say how to split text; name its split with --pattern: \(SplitPatternNames.list)"
        case .unknownPattern(let name):
            "there is no split pattern \(name); the known ones are \(SplitPatternNames.list)"
        case .missingField(let name): "the field \(name) is missing; is the file complete?"
        case .invalid(let what): what
        case .unsupported(let component):
            "\(component) is not supported, and leaving it out would give wrong ids"
        case .vocabulary(let error): error.description
        case .tokenizer(let error): error.description
        case .cannotExpress(let format, let reason): "cannot be written as \(format): \(reason)"
        }
    }

    /// Whether the machine failed rather than the input (the tool's exit code 4 rather than 3).
    public var isInputOutput: Bool {
        if case .file(let error) = problem { error.isInputOutput } else { false }
    }
}
