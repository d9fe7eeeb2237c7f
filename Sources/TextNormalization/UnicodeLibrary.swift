internal import CICU

/// The library that all character properties come from; its versions are recorded in saved models, because a
/// character that a newer Unicode gives a decomposition normalizes differently there.
public enum UnicodeLibrary {
    /// The version of ICU that is linked, as "72.1".
    public static var icuVersion: String {
        unsafe String(cString: cicu_version())
    }

    /// The version of Unicode that this ICU carries, as "15.0".
    public static var unicodeVersion: String {
        unsafe String(cString: cicu_unicode_version())
    }
}
