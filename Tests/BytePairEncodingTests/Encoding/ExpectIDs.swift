import BytePairEncoding
import Testing

/// Expects that an encoder gives a text its ids and counts as many, when it meets the text and once more.
func expectIDs(_ expected: [TokenID], of text: [UInt8], by encoder: TextEncoder, _ comment: String = "") {
    for pass in 0..<2 {
        var ids: [TokenID] = []
        encoder.encode(text.span, into: &ids)
        // A list of many ids would be written out if it were compared in here.
        let isSame = ids == expected
        #expect(isSame, "\(comment), pass \(pass)")
        #expect(encoder.count(text.span) == expected.count, "\(comment), pass \(pass)")
    }
}
