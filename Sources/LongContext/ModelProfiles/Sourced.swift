/// How a fact came to be known.
public enum SourceMark: String, Sendable, CaseIterable, Hashable {
    /// Taken from the source that is named.
    case read
    /// Worked out from values that were read.
    case computed
    /// Taken from somebody's report of the source.
    case secondHand = "second-hand"
    /// From memory, or from words that leave room ("128K"); check before stating it.
    case unverified
}

/// A value together with where it comes from.
public struct Sourced<Value: Sendable>: Sendable {
    public let value: Value
    public let mark: SourceMark
    /// The document, as a person would look for it.
    public let source: String

    public init(_ value: Value, _ mark: SourceMark, _ source: String) {
        self.value = value
        self.mark = mark
        self.source = source
    }
}

extension Sourced: Equatable where Value: Equatable {}
extension Sourced: Hashable where Value: Hashable {}
