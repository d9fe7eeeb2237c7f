import Testing
import TextNormalization

@Suite struct TextTroubleTests {
    private func kinds(_ text: String) -> [TextTrouble.Kind] {
        TextTrouble.find(in: Array(text.utf8)).map(\.kind)
    }

    @Test(
        "Each trouble is found",
        arguments: [
            ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}.txt", .syllablesInJamo),
            ("한\u{1103}\u{1172}", .syllablesInJamo),
            ("듀\u{11F0}", .halfComposed),
            ("x\u{1100}", .strayJamo),
            ("한국\u{11A8}\u{11A8}", .halfComposed),
            ("x\u{302E}", .strayToneMark),
            ("옛 \u{F53A}", .privateUse),
            ("이름\u{3164}", .hiddenFiller),
            ("\u{FFA0}", .hiddenFiller),
            ("\u{115F}\u{1160}", .hiddenFiller),
            ("p\u{0430}ypal", .lookAlike),
            ("ㅋ\u{30C8}ㅋ", .lookAlike),
            ("가\u{4E28}나", .lookAlike),
        ] as [(String, TextTrouble.Kind)])
    func found(text: String, kind: TextTrouble.Kind) {
        #expect(kinds(text) == [kind])
    }

    @Test(
        "Ordinary text has none",
        arguments: [
            "대한민국은 민주공화국이다. ㅋㅋㅋ ㅠㅠ ㄱㅅ", "나랏\u{302E}말\u{302F}\u{110A}\u{119E}미\u{302E}",
            "\u{1100}\u{1160}은 첫 글자이다", "コーヒー와 トマト", "대학校 第一条 卜씨", "Привет мир, αβγ, μm", "漢字語 〇〇 人口",
            "e\u{0301}té", "\u{F900}",
        ])
    func ordinary(text: String) {
        #expect(kinds(text).isEmpty)
    }

    @Test("Neighbours of one kind are one place, with its bytes")
    func ranges() {
        let text = Array("이 \u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} \u{1112}\u{1161}".utf8)
        let found = TextTrouble.find(in: text)
        #expect(found.map(\.range) == [4..<22, 23..<29])
    }

    @Test("Places lie in order inside of random text", arguments: 0..<20)
    func random(seed: Int) {
        let text = TrapText.random(seed: 6000 + seed, count: 80)
        var end = 0
        for trouble in TextTrouble.find(in: text) {
            #expect(trouble.range.lowerBound >= end && !trouble.range.isEmpty)
            end = trouble.range.upperBound
        }
        #expect(end <= text.count)
    }
}
