/// Patterns of tokens that must not be learnt: broken numbers, say, or boilerplate.
struct ForbiddenTokens {
    private let patterns: [Regex<AnyRegexOutput>]

    /// - Throws: `TrainingError.badSetting` where a pattern is no regular expression.
    init(_ patterns: [String]) throws(TrainingError) {
        var compiled: [Regex<AnyRegexOutput>] = []
        for pattern in patterns {
            do {
                // By code points: a token is no sequence of graphemes.
                compiled.append(try Regex(pattern).matchingSemantics(.unicodeScalar))
            } catch {
                throw .badSetting("'\(pattern)' is no regular expression: \(error)")
            }
        }
        self.patterns = compiled
    }

    /// Whether a pattern is found in a token. A token that is not valid UTF-8 has no text, and none is found.
    func matches(_ token: [UInt8]) -> Bool {
        guard let text = String(validating: token, as: UTF8.self) else { return false }
        return patterns.contains { ((try? $0.firstMatch(in: text)) ?? nil) != nil }
    }
}
