internal import Hangul

/// The table "text × policy → kept, changed or restored": each policy shown on the texts that tell it from others.
///
/// `malmoi hangul --policies` prints it and the documentation contains it; a test holds the two together.
public struct PolicyTable: Sendable {
    /// What a policy does to a text.
    public enum Outcome: Sendable, Hashable {
        /// Nothing.
        case kept
        /// The text becomes other bytes, and the original is lost.
        case changed([UInt8])
        /// The text becomes other bytes, and decoding gives the original back.
        case restored([UInt8])
    }

    /// A text and what becomes of it.
    public struct Row: Sendable {
        /// What the text is an example of.
        public let name: String
        /// The text.
        public let text: [UInt8]
        /// One outcome a policy, in the order of ``PolicyTable/policies``.
        public let outcomes: [Outcome]
    }

    /// The columns.
    public let policies: [NormalizationPolicy]

    /// The rows.
    public let rows: [Row]

    /// The table of the examples that the documentation shows.
    public init() {
        self.init(Self.examples, NormalizationPolicy.allCases)
    }

    /// A table of any texts.
    public init(_ texts: [(name: String, text: [UInt8])], _ policies: [NormalizationPolicy]) {
        self.policies = policies
        let normalizers = policies.map(Normalizer.init)
        rows = texts.map { name, text in
            Row(name: name, text: text, outcomes: normalizers.map { Self.outcome(of: text, $0) })
        }
    }

    private static func outcome(of text: [UInt8], _ normalizer: Normalizer) -> Outcome {
        let normalized = normalizer.normalize(text)
        guard normalized.isChanged else { return .kept }
        let restored = TextRestorer.restore(normalized.bytes, from: normalizer.policy)
        return restored == text ? .restored(normalized.bytes) : .changed(normalized.bytes)
    }

    /// The table in Markdown: `=` is kept, `→` changed, `⇄` changed and restored by decoding.
    public func markdown() -> String {
        var lines = [
            "| text | code points | " + policies.map { "`\($0.rawValue)`" }.joined(separator: " | ") + " |",
            "|---|---|" + policies.map { _ in "---|" }.joined(),
        ]
        for row in rows {
            let cells = row.outcomes.map { outcome in
                switch outcome {
                case .kept: "="
                case .changed(let bytes): "→ " + Self.codePoints(bytes)
                case .restored(let bytes): "⇄ " + Self.codePoints(bytes)
                }
            }
            lines.append("| \(row.name) | \(Self.codePoints(row.text)) | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Code points in hexadecimal; bytes that are no UTF-8 in parentheses.
    static func codePoints(_ bytes: [UInt8]) -> String {
        let span = bytes.span
        var parts: [String] = []
        var offset = 0
        while offset < span.count {
            if let scalar = decodeScalar(span, at: offset) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                parts.append(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
                offset += scalar.length
            } else {
                parts.append("(" + String(span[offset], radix: 16, uppercase: true) + ")")
                offset += 1
            }
        }
        return parts.joined(separator: " ")
    }
}
