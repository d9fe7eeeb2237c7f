import ArgumentParser
import Files
import LongContext

/// Which context documents are held against.
struct ContextOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Tokens of the context.", valueName: "n"))
    var context: TokenLength?

    @Option(
        name: .long, help: ArgumentHelp("A model whose context it is; `malmoi models` lists them.", valueName: "name"))
    var model: String?

    /// The context and whose it is, or nil where neither was given.
    func window() throws -> (model: String, tokens: Int)? {
        if let context {
            return (try model.map { try ModelCatalog.profile(named: $0).name } ?? "as given", context.tokens)
        }
        guard let model else { return nil }
        let profile = try ModelCatalog.profile(named: model)
        return (profile.name, try profile.requiredContext())
    }
}

/// A number of tokens: 32768, 32_768 or 32K (K is 1,024, M is 1,024 K).
struct TokenLength: ExpressibleByArgument, Sendable, Hashable {
    let tokens: Int

    init(tokens: Int) {
        self.tokens = tokens
    }

    init?(argument: String) {
        var digits = Array(argument.utf8).filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: ",") }
        var factor = 1
        switch digits.last {
        case UInt8(ascii: "K"), UInt8(ascii: "k"): factor = 1 << 10
        case UInt8(ascii: "M"), UInt8(ascii: "m"): factor = 1 << 20
        default: break
        }
        if factor > 1 { digits.removeLast() }
        guard let number = Int(String(decoding: digits, as: UTF8.self)), number >= 0 else { return nil }
        let (tokens, overflow) = number.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        self.tokens = tokens
    }

    var defaultValueDescription: String { "\(tokens)" }
}
