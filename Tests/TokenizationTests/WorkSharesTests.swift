import Testing

@testable import Tokenization

@Suite struct WorkSharesTests {
    @Test(arguments: [(0, 1), (1, 3), (7, 3), (100, 1), (1000, 7)])
    func `all is dealt out once, whoever asks`(count: Int, threads: Int) {
        for stride in [1, 3, 64, 5000] {
            let shares = WorkShares(count: count, threads: threads, stride: stride)
            var dealt: [Int] = []
            var turn = 0
            var isOver = false
            while !isOver {
                // The first thread asks three times as often as the others.
                let thread = turn % 4 == 0 ? turn / 4 % threads : 0
                turn += 1
                guard let range = shares.next(for: thread) else {
                    isOver = true
                    continue
                }
                #expect(!range.isEmpty && range.count <= stride)
                dealt += range
            }
            #expect(dealt.sorted() == Array(0..<count), "\(count) for \(threads) by \(stride)")
        }
    }

    @Test func `a thread goes through its own stretch, and then takes from the end of the longest`() {
        let shares = WorkShares(count: 100, threads: 3, stride: 20)
        #expect(shares.next(for: 0) == 0..<20)
        #expect(shares.next(for: 0) == 20..<34)
        #expect(shares.next(for: 1) == 34..<54)
        // 54..<67 are left of the second stretch, all of the third one.
        #expect(shares.next(for: 0) == 80..<100)
        #expect(shares.next(for: 2) == 67..<80)
        #expect(shares.next(for: 2) == 54..<67)
        #expect(shares.next(for: 1) == nil)
    }
}
