import JSONBytes
import Testing

@Suite struct `UTF-8 validation` {
    @Test func `every scalar is valid, alone and in a run`() {
        var all: [UInt8] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = UnicodeScalar(value), let bytes = UTF8.encode(scalar) else { continue }
            all += bytes
        }
        #expect(UTF8Validation.firstInvalid(in: all) == nil)
    }

    @Test func `every three-byte pattern agrees with the standard library`() {
        var wrong: [[UInt8]] = []
        for lead in UInt8(0xE0)...0xEF {
            for second in UInt8.min...UInt8.max {
                for third: UInt8 in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
                    let bytes = [lead, second, third, 0x41]
                    let isValid = UTF8Validation.firstInvalid(in: bytes) == nil
                    if isValid != (String(validating: bytes, as: UTF8.self) != nil) { wrong.append(bytes) }
                }
            }
        }
        #expect(wrong == [])
    }

    @Test(arguments: 0..<2000 as Range<UInt64>)
    func `random sequences agree with the standard library`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let pool: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xEA, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
        ]
        let valid = ["a", "é", "한", "국", "😀", "\u{FFFF}"]
        var bytes: [UInt8] = []
        for _ in 0..<Int(random.next() % 30) {
            if random.next() % 8 == 0 {
                bytes.append(pool[Int(random.next() % UInt64(pool.count))])
            } else {
                bytes += utf8(valid[Int(random.next() % 6)])
            }
        }
        let invalid = UTF8Validation.firstInvalid(in: bytes)
        #expect((invalid == nil) == (String(validating: bytes, as: UTF8.self) != nil))
        if let invalid {
            #expect(String(validating: bytes[..<invalid], as: UTF8.self) != nil)
            let length = UTF8Validation.invalidLength(in: bytes.span, at: invalid)
            let replaced = String(decoding: bytes[invalid..<invalid + length], as: UTF8.self)
            #expect(utf8(replaced) == [0xEF, 0xBF, 0xBD])
        }
    }
}
