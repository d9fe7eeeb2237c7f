import BytePairEncoding
import Glibc

/// Finds added tokens in text: the leftmost match, of those the longest.
///
/// A trie over bytes, entered only where a first byte fits. The tries of real vocabularies are small (hundreds of
/// tokens), and their first bytes rare in text, except where runs of spaces are tokens.
struct AddedTokenMatcher: Sendable {
    private struct Node: Sendable {
        var children: [(byte: UInt8, node: Int32)] = []
        /// The token that ends here, as an index into `tokens`.
        var token: Int32 = -1
    }

    let tokens: [AddedToken]
    private var nodes: [Node] = [Node()]
    private var firstNodes = [Int32](repeating: -1, count: 256)

    /// The byte with which all tokens start, if they do.
    private var onlyFirstByte: UInt8?

    init(_ tokens: [AddedToken]) {
        self.tokens = tokens
        for (index, token) in tokens.enumerated() {
            insert(token.content, index: Int32(index))
        }
        for child in nodes[0].children {
            firstNodes[Int(child.byte)] = child.node
        }
        onlyFirstByte = nodes[0].children.count == 1 ? nodes[0].children[0].byte : nil
    }

    var isEmpty: Bool { tokens.isEmpty }

    /// A token in the text: its range (with the white space that its flags take in) and its index.
    struct Match {
        var range: Range<Int>
        /// Where the token's own text is, without that white space; the search goes on behind it.
        var text: Range<Int>
        var token: AddedToken
    }

    /// Whether none of the tokens is in a text.
    func findsNothing(in text: Span<UInt8>) -> Bool {
        isEmpty || firstMatch(in: text, from: 0, floor: 0) == nil
    }

    /// The first match at or behind an offset.
    ///
    /// A match that must stand alone and does not is passed over whole, as the reference does; shorter tokens inside
    /// it are not tried.
    ///
    /// - Complexity: O(*n* · *m*), where *m* is the length of the longest token.
    func firstMatch(in text: Span<UInt8>, from start: Int, floor: Int) -> Match? {
        var offset = start
        while offset < text.count {
            if let onlyFirstByte {
                // memchr passes over text at tens of gigabytes a second.
                guard let found = Self.find(onlyFirstByte, in: text, from: offset) else { return nil }
                offset = found
            }
            let node = firstNodes[Int(text[offset])]
            guard node >= 0, let (token, end) = longestMatch(in: text, at: offset, node: node) else {
                offset &+= 1
                continue
            }
            if token.isSingleWord, !WordBorders.standsAlone(offset..<end, in: text) {
                offset = end
                continue
            }
            let first =
                token.stripsLeft
                ? max(WordBorders.startOfWhiteSpace(before: offset, in: text, floor: floor), floor) : offset
            let last = token.stripsRight ? WordBorders.endOfWhiteSpace(from: end, in: text) : end
            return Match(range: min(first, last)..<last, text: offset..<end, token: token)
        }
        return nil
    }

    private static func find(_ byte: UInt8, in text: Span<UInt8>, from start: Int) -> Int? {
        unsafe text.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, start < bytes.count else { return nil }
            return unsafe memchr(base + start, CInt(byte), bytes.count - start).map {
                unsafe UnsafeRawPointer($0) - base
            }
        }
    }

    private func longestMatch(in text: Span<UInt8>, at start: Int, node first: Int32) -> (AddedToken, end: Int)? {
        var node = Int(first)
        var offset = start + 1
        var best: (AddedToken, end: Int)?
        while true {
            if nodes[node].token >= 0 {
                best = (tokens[Int(nodes[node].token)], offset)
            }
            guard offset < text.count,
                let child = nodes[node].children.first(where: { $0.byte == text[offset] })
            else { return best }
            node = Int(child.node)
            offset += 1
        }
    }

    private mutating func insert(_ content: [UInt8], index: Int32) {
        var node = 0
        for byte in content {
            if let child = nodes[node].children.first(where: { $0.byte == byte }) {
                node = Int(child.node)
            } else {
                nodes.append(Node())
                nodes[node].children.append((byte, Int32(nodes.count - 1)))
                node = nodes.count - 1
            }
        }
        if nodes[node].token < 0 {
            nodes[node].token = index
        }
    }
}
