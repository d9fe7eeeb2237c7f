/// Sets text on pages, piece by piece.
///
/// ```swift
/// var typesetter = try Typesetter(.typeset(.hancom))
/// while let piece = read() { typesetter.append(piece) }
/// let measure = typesetter.finish()
/// ```
/// The result does not depend on how the text was cut into pieces, not even inside a character.
///
/// The model is a greedy one, as word processors are: characters are placed until one does not fit, then the line ends
/// at the last place where it may. A word that is longer than a line is cut. Spaces hang over the end of a line. A
/// paragraph ends at LF, CR, CR LF, VT, U+0085, U+2028 or U+2029; FF ends the page. A line end at the end of the text
/// opens no further line. There are no widow or orphan rules, no hyphenation and no justification (which moves
/// characters inside a line, but not to another).
public struct Typesetter: Sendable {
    private enum Filling: Sendable {
        case lines(LineSetter)
        case characters(CharacterPager)
    }

    private var filling: Filling
    private let classes: [UInt8]
    private var bytes = 0
    /// The first bytes of a character whose rest has not come yet; they are counted in `bytes` already.
    private var carried: [UInt8] = []

    /// - Throws: ``LongContextError/pageStyle(_:)`` for a page without room, and
    ///   ``LongContextError/outOfRange(what:value:allowed:)``.
    public init(_ rule: PageRule) throws(LongContextError) {
        filling =
            switch rule {
            case .typeset(let style): .lines(LineSetter(try PageGeometry(style)))
            case .manuscript(let columns, let rows):
                .lines(LineSetter(try PageGeometry(columns: columns, rows: rows)))
            case .characters(let perPage): .characters(try CharacterPager(perPage: perPage))
            }
        classes = CharacterClass.basicPlane
    }

    /// Adds the next bytes of the text.
    ///
    /// - Complexity: O(*n*).
    public mutating func append(_ piece: [UInt8]) {
        var start = 0
        if !carried.isEmpty {
            // At most three carried bytes and three new ones decide the characters that begin among the carried.
            let joined = carried + piece.prefix(3)
            let boundary = carried.count
            let stop = place(joined, from: 0, startingBefore: boundary, base: bytes - boundary, isLast: false)
            if stop < boundary {
                // The piece is too short to complete the character.
                carried = Array(joined[stop...])
                bytes += piece.count
                return
            }
            start = stop - boundary
        }
        let stop = place(piece, from: start, startingBefore: piece.count, base: bytes, isLast: false)
        carried = Array(piece[stop...])
        bytes += piece.count
    }

    /// Ends the text and gives the measure.
    public consuming func finish() -> PageMeasure {
        if !carried.isEmpty {
            _ = place(carried, from: 0, startingBefore: carried.count, base: bytes - carried.count, isLast: true)
        }
        return switch filling {
        case .lines(let setter):
            PageMeasure(
                pageStarts: setter.pageStarts, lastPageFill: setter.lastPageFill, lines: setter.lines,
                characters: setter.characters, bytes: bytes)
        case .characters(let pager):
            PageMeasure(
                pageStarts: pager.pageStarts, lastPageFill: pager.lastPageFill, lines: 0,
                characters: pager.characters, bytes: bytes)
        }
    }

    /// Places the characters that begin in `start..<limit`; returns where the first one begins that is not complete,
    /// or the end of the last one.
    private mutating func place(
        _ text: [UInt8], from start: Int, startingBefore limit: Int, base: Int, isLast: Bool
    ) -> Int {
        switch filling {
        case .lines(var setter):
            // Taken out of the enumeration and put back, so that the loop works in place and copies nothing.
            filling = .characters(.none)
            defer { filling = .lines(setter) }
            let geometry = setter.geometry
            return walk(text, from: start, startingBefore: limit, isLast: isLast) { characterClass, byte, index in
                let width =
                    byte < 0x80
                    ? geometry.asciiWidths[Int(byte)] : geometry.widths[Int(characterClass.rawValue)]
                setter.place(characterClass, width: width, byte: byte, at: base + index)
            }
        case .characters(var pager):
            filling = .characters(.none)
            defer { filling = .characters(pager) }
            return walk(text, from: start, startingBefore: limit, isLast: isLast) { characterClass, _, index in
                pager.place(characterClass, at: base + index)
            }
        }
    }

    @inline(__always)
    private func walk(
        _ array: [UInt8], from start: Int, startingBefore limit: Int, isLast: Bool,
        _ place: (CharacterClass, UInt8, Int) -> Void
    ) -> Int {
        let text = array.span
        var index = start
        while index < limit {
            let first = text[index]
            var characterClass = CharacterClass.invalid
            var length = 1
            if first < 0x80 {
                characterClass = CharacterClass(rawValue: classes[Int(first)])
            } else {
                switch UTF8Character.decode(text, at: index) {
                case .scalar(let value, let bytes):
                    characterClass =
                        value < 0x10000
                        ? CharacterClass(rawValue: classes[Int(value)]) : CharacterClass.search(value)
                    length = bytes
                case .incomplete where !isLast: return index
                case .incomplete, .invalid: break
                }
            }
            place(characterClass, first, index)
            index += length
        }
        return index
    }
}
