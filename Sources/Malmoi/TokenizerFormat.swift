/// A format that tokenizers are written in. They are read in more; the content tells which.
public enum TokenizerFormat: String, Sendable, CaseIterable {
    /// `tokenizer.json`, for Hugging Face's `tokenizers` and everything built on it.
    case huggingFace
    /// Ranks for tiktoken, which needs the split and the special tokens told.
    case tiktoken
    /// The binary form, which opens in milliseconds: one file, `.malmoi`.
    case malmoi
}
