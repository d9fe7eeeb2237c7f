/// The parts of a tokenizer that goes the general way: any components, exact but not fast.
public struct GeneralModel: Sendable {
    public var normalizer: NormalizerComponent?
    public var preTokenizer: PreTokenizerComponent?
    public var model: TokenModel
    /// How tokens become text again; without one they are joined with spaces, as the reference does.
    public var decoder: DecoderComponent?

    public init(
        normalizer: NormalizerComponent?, preTokenizer: PreTokenizerComponent?, model: TokenModel,
        decoder: DecoderComponent?
    ) {
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.model = model
        self.decoder = decoder
    }
}
