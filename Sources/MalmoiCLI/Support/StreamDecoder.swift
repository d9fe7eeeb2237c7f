import BytePairEncoding
import Tokenization

/// Turns ids into bytes as they come, holding back characters that are not complete.
struct StreamDecoder {
    private let lossy: Bool
    private var decoder: TokenDecoder
    private var gate = CharacterGate()
    private var pending: [UInt8] = []
    private var output: [UInt8] = []

    init(_ tokenizer: Tokenizer, lossy: Bool, skipsSpecial: Bool) {
        self.lossy = lossy
        decoder = TokenDecoder(tokenizer, skippingSpecialTokens: skipsSpecial)
    }

    /// - Throws: `TokenizationError.unknownID` with the position that the caller counts.
    mutating func push(_ id: TokenID, position: Int) throws(TokenizationError) {
        do throws(TokenizationError) {
            try decoder.append(id, to: &pending)
        } catch {
            guard case .unknownID(_, _, let idCount) = error else { throw error }
            throw .unknownID(id, position: position, idCount: idCount)
        }
    }

    /// Adds bytes that are no token's, such as a separator.
    mutating func push(bytes: [UInt8]) {
        output += bytes
    }

    /// Lets out what is left of a document: its last character may be incomplete.
    mutating func finishDocument() throws(TokenizationError) {
        try decoder.finish(into: &pending)
        let rest = gate.push(pending) + gate.finish()
        pending.removeAll(keepingCapacity: true)
        output += lossy ? Self.repaired(rest) : rest
    }

    /// The bytes that can be written now.
    mutating func take() -> [UInt8] {
        let complete = gate.push(pending)
        pending.removeAll(keepingCapacity: true)
        output += lossy ? Self.repaired(complete) : complete
        defer { output.removeAll(keepingCapacity: true) }
        return output
    }

    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).utf8)
    }
}
