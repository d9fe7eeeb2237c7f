public import BytePairEncoding

/// The names under which people know split patterns: Malmoi's own and those of tiktoken's encodings.
public enum SplitPatternNames {
    /// The encodings of OpenAI's models, by the names of their files.
    static let encodings: [(name: String, pattern: SplitPattern)] = [
        ("gpt2", .gpt2), ("r50k_base", .gpt2), ("p50k_base", .gpt2), ("p50k_edit", .gpt2),
        ("cl100k_base", .cl100k), ("o200k_base", .o200k), ("o200k_harmony", .o200k),
    ]

    /// The pattern of a name, or nil.
    public static func pattern(named name: String) -> SplitPattern? {
        SplitPattern(rawValue: name) ?? encodings.first { Array($0.name.utf8) == Array(name.utf8) }?.pattern
    }

    /// All names in one line, for messages and help.
    public static var list: String {
        let own = SplitPattern.allCases.map(\.rawValue)
        let others = encodings.map(\.name).filter { !own.contains($0) }
        return (own + others).joined(separator: ", ")
    }
}
