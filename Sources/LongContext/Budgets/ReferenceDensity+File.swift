internal import JSONBytes

extension ReferenceDensity {
    /// The name of the file beside a tokenizer that tells what was measured with it.
    public static let fileName = "density.json"

    /// Reads what was measured with a tokenizer, as `Scripts/make-card` writes it.
    ///
    /// The object has `basis` (of what the percentiles are), and `tokens_per_page` (a page of Hancom's default style)
    /// and `characters_per_token`, each an object with `p10`, `p50` and `p90`. Other members are not looked at.
    ///
    /// - Parameter name: the tokenizer, for people.
    /// - Throws: ``LongContextError/densityFile(_:)`` where a member is missing, or the three are no rising positive
    ///   numbers.
    public init(json: [UInt8], name: String = "the tokenizer") throws(LongContextError) {
        let root: JSONValue
        do {
            root = try JSONValue(parsing: json)
        } catch {
            throw .densityFile("it is not JSON: \(error)")
        }
        guard let basis = root["basis"]?.stringValue else { throw .densityFile("it has no text \"basis\"") }
        self.init(
            name: name, models: [], tokensPerPage: try Self.percentiles(root, "tokens_per_page"),
            charactersPerToken: try Self.percentiles(root, "characters_per_token"), basis: basis)
    }

    private static func percentiles(_ root: JSONValue, _ name: String) throws(LongContextError) -> Percentiles {
        guard let tenth = root[name]?["p10"]?.doubleValue, let fiftieth = root[name]?["p50"]?.doubleValue,
            let ninetieth = root[name]?["p90"]?.doubleValue
        else { throw .densityFile("\"\(name)\" has no numbers \"p10\", \"p50\" and \"p90\"") }
        guard tenth > 0, tenth <= fiftieth, fiftieth <= ninetieth, ninetieth.isFinite else {
            throw .densityFile("the percentiles of \"\(name)\" are not positive and rising")
        }
        return Percentiles(tenth: tenth, fiftieth: fiftieth, ninetieth: ninetieth)
    }
}
