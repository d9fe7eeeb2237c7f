/// JSON that cannot be read, with the place and what was expected there.
///
/// `description` is one line without a file name, which the caller knows:
/// `line 3, byte 120: expected a string, found a number`.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// Something else stands where a grammar element must be.
        case unexpected(expected: String, found: String)
        /// The bytes end inside a value.
        case truncated(expected: String)
        /// A byte sequence inside a string is not UTF-8.
        case invalidUTF8
        /// A `\u` escape of one half of a surrogate pair without the other.
        case loneSurrogate
        /// A backslash before something that cannot be escaped.
        case invalidEscape
        /// A raw control character (below U+0020) inside a string.
        case controlCharacter
        /// Arrays and objects nested deeper than the reader's bound.
        case tooDeep(maximum: Int)
        /// A number that its type cannot hold.
        case numberOutOfRange
        /// Something after the end of the value.
        case trailingContent
    }

    /// What is wrong.
    public let problem: Problem
    /// The position in bytes, from 0, in what was given to the reader.
    public let offset: Int
    /// The line of that position, from 1.
    public let line: Int

    public init(problem: Problem, offset: Int, line: Int) {
        self.problem = problem
        self.offset = offset
        self.line = line
    }

    /// What is wrong, in words and without the place.
    public var reason: String {
        switch problem {
        case .unexpected(let expected, let found): "expected \(expected), found \(found)"
        case .truncated(let expected): "the JSON ends early: expected \(expected)"
        case .invalidUTF8: "a string has bytes that are not UTF-8"
        case .loneSurrogate: "a \\u escape is one half of a surrogate pair without the other"
        case .invalidEscape: "a string has an escape that JSON does not know"
        case .controlCharacter: "a string has a raw control character (write it as \\n, \\t or \\u00XX)"
        case .tooDeep(let maximum): "arrays and objects are nested more than \(maximum) deep"
        case .numberOutOfRange: "the number is out of range"
        case .trailingContent: "there is something after the end of the value"
        }
    }

    public var description: String { "line \(line), byte \(offset): \(reason)" }
}
