/// Why a set of tokens and merges cannot be a byte-pair vocabulary.
public enum VocabularyError: Error, Sendable, Equatable {
    /// A byte that no token stands for.
    case missingByte(UInt8)
    /// A merge that names an id outside the table, or one without bytes.
    case unknownID(rank: Int, id: TokenID)
    /// A merge whose result is not the concatenation of its two sides.
    case wrongResult(rank: Int)
    /// More tokens or merges than ids can number.
    case tooLarge(count: Int)
}

extension VocabularyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingByte(let byte):
            let hex = String(byte, radix: 16, uppercase: true)
            return
                "no token stands for the byte 0x\(hex.count == 1 ? "0" : "")\(hex): this is not a byte-level vocabulary"
        case .unknownID(let rank, let id):
            return "merge \(rank) names the id \(id), which has no token"
        case .wrongResult(let rank):
            return "merge \(rank) makes a token that is not its two sides joined"
        case .tooLarge(let count):
            return "\(count) entries are more than ids can number"
        }
    }
}
