import Foundation
import Tokenization

/// Calls on short texts: what a chat message or a search query costs.
enum ShortTexts {
    static func run(_ tokenizer: Tokenizer) throws {
        let texts = [
            "오늘 저녁에 뭐 먹을까요? 근처 맛집 추천해 주세요",
            "서울에서 부산까지 가장 빠른 기차 시간표 알려줘",
            "What is the fastest way to count tokens in Swift?!",
            "def f(x): return [y for y in range(x) if y % 2]  #",
        ].map { Array($0.utf8) }
        var started = ContinuousClock.now
        var tokens = try tokenizer.encode(texts[0]).count
        let first = started.duration(to: .now).seconds
        let calls = 400_000
        started = ContinuousClock.now
        for call in 0..<calls {
            tokens &+= try tokenizer.encode(texts[call & 3]).count
        }
        let each = started.duration(to: .now).seconds / Double(calls)
        let perText = try texts.map { try tokenizer.encode($0).count }.description
        print(
            """
            {"first_us":\(String(format: "%.2f", first * 1e6)),"each_us":\(String(format: "%.4f", each * 1e6)),\
            "tokens":\(perText),"sum":\(tokens)}
            """)
    }
}
