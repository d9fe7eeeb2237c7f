internal import JSONBytes

extension SharedFiles {
    /// The folder with the real tokenizers; nil, with a printed note, where there are none.
    public static func tokenizers(for what: String) -> String? {
        guard has("tokenizers/unpack") else {
            print("SKIPPED: \(what): there are no shared tokenizers at \(path("tokenizers"))")
            return nil
        }
        return tokenizers
    }

    /// Some documents of every development set: the first of each, and every `step`th after it.
    public static func developmentTexts(step: Int) throws -> [String] {
        var texts: [String] = []
        for name in try names(in: "corpora/dev") {
            let bytes = try bytes("corpora/dev/" + name)
            if !name.hasSuffix(".jsonl") {
                texts.append(String(decoding: bytes, as: UTF8.self))
                continue
            }
            for (index, line) in bytes.split(separator: 0x0A).enumerated() where index % step == 0 {
                texts.append(try JSONValue(parsing: Array(line))["text"]?.stringValue ?? "")
            }
        }
        return texts
    }
}
