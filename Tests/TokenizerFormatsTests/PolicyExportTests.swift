import BytePairEncoding
import JSONBytes
import TestSupport
import Testing
import TextNormalization
import Tokenization

@testable import TokenizerFormats

/// Policies in a `tokenizer.json`: exact, refused, or with a stated loss.
@Suite(.serialized) struct PolicyExportTests {
    @Test(arguments: [NormalizationPolicy.korean, .koreanFold, .jamo])
    func `what the format cannot say is refused, with what would be lost`(policy: NormalizationPolicy) throws {
        let tokenizer = try SmallTokenizer.make(normalization: policy)
        let error = #expect(throws: TokenizerFormatError.self) {
            try HuggingFaceWriter.bytes(of: tokenizer, path: "out/tokenizer.json")
        }
        let nearest = try #require(policy.huggingFaceApproximation)
        let message = error?.description ?? ""
        #expect(
            message.hasPrefix(
                "out/tokenizer.json: cannot be written as tokenizer.json: the normalization \(policy.rawValue)"))
        #expect(message.contains(nearest.loss) && !message.contains("\n"))
    }

    @Test(arguments: NormalizationPolicy.allCases)
    func `with a loss allowed, Malmoi reads the exact policy back`(policy: NormalizationPolicy) throws {
        let folder = TemporaryFolder()
        let tokenizer = try SmallTokenizer.make(normalization: policy)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"], allowingLoss: true)
        #expect(try TokenizerLoader.load(folder["tokenizer.json"]).byteLevel?.normalization == policy)
        let exact = policy.huggingFaceApproximation == nil
        #expect(exact == ((try? HuggingFaceWriter.bytes(of: tokenizer, path: "x")) != nil))
    }

    @Test(arguments: [
        (#"{"type":"NFC","malmoi":"klingon"}"#, "normalizer.malmoi: there is no policy klingon"),
        (#"{"type":"NFC","malmoi":7}"#, "normalizer.malmoi: there is no policy"),
        (#"{"type":"NFKC","malmoi":"korean"}"#, "the policy korean does not go with the component NFKC"),
        (#"{"type":"NFC","malmoi":"nfd"}"#, "the policy nfd does not go with the component NFC"),
    ])
    func `a file whose policy contradicts its component is refused`(normalizer: String, words: String) throws {
        let message = try LyingFileTests.message(LyingFileTests.file(normalizer: normalizer))
        #expect(message.contains(words), "\(message)")
    }

    @Test(arguments: [NormalizationPolicy.korean, .koreanFold, .jamo])
    func `the reference library loads it and follows the component`(policy: NormalizationPolicy) throws {
        guard let reference = try ReferenceProcess(for: "a policy in tokenizers") else { return }
        let folder = TemporaryFolder()
        let tokenizer = try SmallTokenizer.make(normalization: policy)
        try HuggingFaceWriter.write(tokenizer, to: folder["tokenizer.json"], allowingLoss: true)
        let plain = "한국어를 배웁니다 ㅋㅋ 漢字 abc\n"
        let traps = [plain, "\u{F914}", "\u{1100}\u{1161}\u{11EB}", "\u{AC00}\u{11EB}"]
        let ids = try reference.ids(folder["tokenizer.json"], traps)
        #expect(try tokenizer.encode(plain).map(\.index) == ids[0])
        let component = policy == .jamo ? NormalizationPolicy.nfd : .nfc
        let approximate = try SmallTokenizer.make(normalization: component)
        for (text, found) in zip(traps, ids) {
            #expect(try approximate.encode(text).map(\.index) == found)
        }
        #expect(try traps.contains { try tokenizer.encode($0) != approximate.encode($0) })
    }
}
