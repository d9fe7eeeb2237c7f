internal import BytePairEncoding
internal import CICU
internal import Synchronization

/// A regular expression with the semantics of the reference library's engine (Oniguruma), run on ICU's.
///
/// It is for patterns that have no hand-written splitter. The steps of all matches in a text and the memory of each are bounded, so that a
/// catastrophic pattern ends in an error and not in a hang.
public struct RegexPattern: Sendable, Equatable {
    /// The pattern as the file has it.
    public let source: String
    private let pool: Pool

    /// ICU counts steps in units of roughly a millisecond.
    private static let stepLimit: Int32 = 4000
    private static let stackLimit: Int32 = 64 << 20

    /// Compiles a pattern.
    ///
    /// - Throws: `RegexError` where it is not well formed, or asks for something that would not mean the same here.
    public init(_ source: String) throws(RegexError) {
        self.source = source
        let translated = Array(try OnigurumaSyntax.translate(source).utf16)
        var offset: Int32 = -1
        let compiled = unsafe translated.withUnsafeBufferPointer { units in
            unsafe cicu_regex_open(
                units.baseAddress, Int32(units.count), Self.stepLimit, Self.stackLimit, &offset)
        }
        guard let compiled = unsafe compiled else { throw .malformed("the regex engine refuses it") }
        pool = unsafe Pool(compiled)
    }

    public static func == (left: RegexPattern, right: RegexPattern) -> Bool {
        Array(left.source.utf8) == Array(right.source.utf8)
    }

    /// All matches in a text, from the left, none overlapping.
    ///
    /// An empty match directly behind another match is passed over, as the reference does.
    ///
    /// - Throws: `RegexError` where a limit is reached.
    func matches(in text: [UInt8]) throws(RegexError) -> [Range<Int>] {
        let matcher = try pool.take()
        defer { pool.put(matcher) }
        var ranges: [Range<Int>] = []
        var failure: RegexError?
        unsafe text.withUnsafeBufferPointer { bytes in
            // ICU wants a pointer even for no bytes at all.
            var empty: UInt8 = 0
            unsafe withUnsafePointer(to: &empty) { fallback in
                var status = unsafe cicu_regex_set_text(
                    matcher.regex, bytes.baseAddress ?? fallback, Int64(bytes.count))
                var from = 0
                var lastEnd = -1
                while status == .found, from <= text.count {
                    var start: Int64 = 0
                    var end: Int64 = 0
                    status = unsafe cicu_regex_find(matcher.regex, Int64(from), &start, &end)
                    guard status == .found else { break }
                    if start == end, Int(end) == lastEnd {
                        from += from < text.count ? Characters.decode(text.span, at: from).length : 1
                        continue
                    }
                    ranges.append(Int(start)..<Int(end))
                    from = Int(end)
                    lastEnd = from
                }
                failure = RegexError(status)
            }
        }
        if let failure { throw failure }
        return ranges
    }
}

/// Why a regular expression cannot be used, or stopped.
public enum RegexError: Error, Sendable, Equatable {
    /// The pattern is not one.
    case malformed(String)
    /// The pattern uses something that has no exact counterpart here.
    case unsupported(String)
    /// A match took more steps than the limit.
    case tooSlow
    /// A match took more memory than the limit.
    case tooDeep
    /// The engine failed.
    case failed

    init?(_ status: cicu_regex_status) {
        switch status {
        case .found, .not_found: return nil
        case .too_slow: self = .tooSlow
        case .too_deep: self = .tooDeep
        case .failed: self = .failed
        }
    }
}

extension RegexError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let reason): "the regex is malformed: \(reason)"
        case .unsupported(let construct): "\(construct) in a regex"
        case .tooSlow: "the regex takes too many steps on this text"
        case .tooDeep: "the regex takes too much memory on this text"
        case .failed: "the regex engine failed"
        }
    }
}

/// Lends matchers of one pattern, each to one thread at a time.
private final class Pool: Sendable {
    /// A matcher, closed when nobody has it.
    ///
    /// Sendable because it is either in the pool or with the one borrower that took it out.
    @safe
    final class Matcher: @unchecked Sendable {
        let regex: OpaquePointer

        init(_ regex: OpaquePointer) {
            unsafe self.regex = regex
        }

        deinit {
            unsafe cicu_regex_close(regex)
        }
    }

    private let original: Matcher
    private let idle = Locked<[Matcher]>([])

    init(_ regex: OpaquePointer) {
        original = unsafe Matcher(regex)
    }

    func take() throws(RegexError) -> Matcher {
        if let matcher = idle.withLock({ $0.popLast() }) { return matcher }
        guard let copy = unsafe cicu_regex_copy(original.regex) else { throw .failed }
        return unsafe Matcher(copy)
    }

    func put(_ matcher: Matcher) {
        idle.withLock { $0.append(matcher) }
    }
}
