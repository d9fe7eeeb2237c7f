/// Changes to text that look at one character at a time.
enum CharacterEdits {
    /// Each character by itself, so that a final sigma is an ordinary one, as in the reference.
    static func lowercased(_ text: AlignedText) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count)
        text.forEachCharacter { value, range in
            if value < 0x80 {
                let isUppercase = value >= 0x41 && value <= 0x5A
                result.append([UInt8(value) | (isUppercase ? 0x20 : 0)], from: text.origin(of: range))
            } else if let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased {
                result.append(scalar.properties.lowercaseMapping.utf8, from: text.origin(of: range))
            } else {
                result.append(text, range)
            }
        }
        return result
    }

    static func removing(_ text: AlignedText, _ isRemoved: (UInt32) -> Bool) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count)
        text.forEachCharacter { value, range in
            if value < 0x80 ? !isRemoved(value) : value == Characters.invalid || !isRemoved(value) {
                result.append(text, range)
            }
        }
        return result
    }

    /// Every character that `isMatch` holds for becomes `content`.
    static func replacing(
        _ text: AlignedText, with content: [UInt8], _ isMatch: (UInt32) -> Bool
    ) -> AlignedText {
        var result = AlignedText()
        result.reserveCapacity(text.count)
        text.forEachCharacter { value, range in
            if value != Characters.invalid, isMatch(value) {
                result.append(content, from: text.origin(of: range))
            } else {
                result.append(text, range)
            }
        }
        return result
    }

    static func stripped(_ text: AlignedText, left: Bool, right: Bool) -> AlignedText {
        var first = 0
        var last = text.count
        let bytes = text.bytes.span
        while left, first < last {
            let (value, length) = Characters.decode(bytes, at: first)
            guard ReferenceSets.isWhiteSpace(value) else { break }
            first += length
        }
        while right, last > first {
            let start = Characters.start(of: bytes, before: last)
            guard ReferenceSets.isWhiteSpace(Characters.decode(bytes, at: start).value) else { break }
            last = start
        }
        return first == 0 && last == text.count ? text : text.slice(first..<last)
    }

    /// The cleaning of the component `Nmt`.
    static func nmt(_ text: AlignedText) -> AlignedText {
        let kept = removing(text) { value in
            switch value {
            case 0x1...0x8, 0xB, 0xE...0x1F, 0x7F, 0x8F, 0x9F: true
            default: false
            }
        }
        return replacing(kept, with: [0x20]) { value in
            switch value {
            case 0x9, 0xA, 0xC, 0xD, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD: true
            default: false
            }
        }
    }
}
