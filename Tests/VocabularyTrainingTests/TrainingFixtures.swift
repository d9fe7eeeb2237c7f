import BytePairEncoding
import TestSupport
import TextNormalization
import Tokenization
import VocabularyTraining

/// Small corpora and the steps from them to a vocabulary, for all tests of training.
enum TrainingFixtures {
    static func counts(_ documents: [String], _ settings: TrainingSettings, threads: Int = 1) throws -> PieceCounts {
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        let counter = CorpusCounter(identity, threads: threads)
        try counter.add(documents.map { WeightedText(Array($0.utf8)) })
        return try counter.finish().groups[0].counts
    }

    static func train(
        _ documents: [String], size: Int, threads: Int = 1, change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> TrainedVocabulary {
        var settings = TrainingSettings(vocabularySize: size)
        change(&settings)
        return try VocabularyTrainer(settings).train(try counts(documents, settings, threads: threads))
    }

    /// Text of random Korean words, some much more frequent than others.
    static func corpus(seed: UInt64, documents: Int = 30) -> [String] {
        var generator = SeededGenerator(seed: seed)
        let syllables = Array("가나다라마바사아자차카타파하한국어를배웁니다".unicodeScalars)
        let words = (0..<200).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                        syllables[Int.random(in: 0..<syllables.count, using: &generator)]
                    }))
        }
        return (0..<documents).map { _ in
            (0..<100).map { _ in
                words[min(Int.random(in: 0..<200, using: &generator), Int.random(in: 0..<200, using: &generator))]
            }
            .joined(separator: " ")
        }
    }

    /// The same with what may stand between words: punctuation, digits, line ends, several spaces, rare characters.
    static func mixedCorpus(seed: UInt64, documents: Int = 30) -> [String] {
        var generator = SeededGenerator(seed: seed &+ 1)
        let between = [", ", ". ", "  ", "\n", " 12 ", " (", ") ", "\u{3000}", " 뷁", "e\u{301} ", "\t", " ‘", " \n "]
        return corpus(seed: seed, documents: documents).map { document in
            document.split(separator: " ").map { word in
                Int.random(in: 0..<5, using: &generator) == 0
                    ? word + between[Int.random(in: 0..<between.count, using: &generator)] : word + " "
            }
            .joined()
        }
    }

    /// The distinct pieces of a count with their counts, in the order of their bytes.
    static func sorted(_ counts: PieceCounts) -> [(piece: [UInt8], count: Int)] {
        (0..<counts.count).map { (Array(counts.piece(at: $0)), counts.count(at: $0)) }
            .sorted { $0.0.lexicographicallyPrecedes($1.0) }
    }
}
