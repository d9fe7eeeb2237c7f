public import Tokenization
public import VocabularyTraining

extension Tokenizer {
    /// Trains a tokenizer on texts.
    ///
    /// For corpora that do not fit into memory, sources with weights and everything else, use `CorpusCounter` and
    /// `VocabularyTrainer`, of which this is the short form.
    ///
    /// - Parameters:
    ///   - texts: the corpus.
    ///   - name: the tokenizer's name, for people.
    /// - Throws: `TrainingError` where no vocabulary can have these settings. A corpus that is too small for the size
    ///   gives a smaller vocabulary.
    /// - Complexity: O(*n* + *v* log *v*) or so, for *n* bytes and *v* ids.
    public init(
        training settings: TrainingSettings, on texts: some Sequence<String>, name: String = "trained", threads: Int = 1
    ) throws {
        let identity = CountIdentity(split: settings.split, normalization: settings.normalization)
        let counter = CorpusCounter(identity, threads: threads)
        try counter.add(texts.map { WeightedText(Array($0.utf8)) })
        self = try VocabularyTrainer(settings).train(try counter.finish()).tokenizer(name: name)
    }
}
