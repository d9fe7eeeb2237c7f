/// What is done to a text before it is split and encoded.
///
/// The raw value is the policy's name on the command line and in saved models.
public enum NormalizationPolicy: String, Sendable, CaseIterable, Codable {
    /// Nothing: every byte stays as it is.
    case none
    /// Unicode's form C: canonical decomposition, then composition.
    case nfc
    /// Unicode's form KC: compatibility decomposition, then composition. It ruins Korean text (ㅋㅋ becomes
    /// conjoining jamo, "ㄱㅏ" becomes "가") and is here only for models that were trained with it.
    case nfkc
    /// Unicode's form D: canonical decomposition.
    case nfd
    /// Unicode's form KD: compatibility decomposition.
    case nfkd

    /// The type name of the standard component of a Hugging Face `tokenizer.json` that does the same, or nil when
    /// there is none (`none` needs none).
    public var huggingFaceComponent: String? {
        switch self {
        case .none: nil
        case .nfc: "NFC"
        case .nfkc: "NFKC"
        case .nfd: "NFD"
        case .nfkd: "NFKD"
        }
    }
}
