"""What can be wrong with a key, each told apart and said calmly."""

from shelter_desk.errors import BadInputError, FaultError
from shelter_desk.marking import mark


class KeyProblemError(FaultError):
    """The house cannot be opened with what is here; the data is untouched."""


class WrongKeyError(KeyProblemError):
    """A whole key, but not this house's."""

    sentence = mark(
        "This key does not belong to this house. Nothing was changed. "
        "Use the recovery code from the house's recovery sheet."
    )


class WrongPassphraseError(WrongKeyError):
    """The house passphrase does not open the house."""

    sentence = mark(
        "The house passphrase is not right. Nothing was changed. "
        "Check the keyboard and capital letters and try again, or use the recovery code."
    )


class WrongRecoveryCodeError(WrongKeyError):
    """A recovery code without a typing error that does not open this house."""

    sentence = mark(
        "This recovery code is typed correctly, but it is not this house's code. "
        "Nothing was changed. Look for recovery sheet number {number}: "
        "earlier sheets stopped working when it was made."
    )


class PassphraseNotSetError(KeyProblemError):
    """Somebody tries a passphrase on a house that has none."""

    sentence = mark(
        "This house has no passphrase. Nothing was changed. "
        "Use the recovery code from the recovery sheet."
    )


class MissingSidecarError(KeyProblemError):
    """``house.key`` is not where it should be."""

    sentence = mark(
        "The key file {file} is missing from {folder}. The data is not touched, but cannot be "
        "opened without it. Put it back from a copy: every copy of the house holds one."
    )


class DamagedSidecarError(KeyProblemError):
    """``house.key`` is there, but is not whole."""

    sentence = mark(
        "The key file {file} in {folder} is damaged. The data is not touched, but cannot be "
        "opened without it. Put it back from a copy: every copy of the house holds one."
    )


class NewerSidecarError(KeyProblemError):
    """``house.key`` was written by a newer program."""

    sentence = mark(
        "The key file was made by a newer Shelter Desk than this one. Nothing was changed. "
        "Update the program on this machine."
    )


class HouseExistsError(KeyProblemError):
    """A new house is to be made where one already is."""

    sentence = mark(
        "There is already a house in {folder}. Nothing was changed. "
        "Open it, or choose an empty folder for the new one."
    )


# -- typed codes -------------------------------------------------------------------------


class RecoveryCodeTypoError(BadInputError):
    """A group of the recovery code does not add up: it was mistyped."""

    sentence = mark(
        "Group {group} of the recovery code is not typed as it stands on the sheet. "
        "Look at that group again: {typed}"
    )


class RecoveryCodeLengthError(BadInputError):
    """Characters are missing from the recovery code, or there are too many."""

    sentence = mark(
        "A recovery code has {wanted} characters in {groups} groups; {count} were typed. "
        "Compare with the sheet."
    )


class PassphraseTooShortError(BadInputError):
    """A new house passphrase that is too easily guessed."""

    sentence = mark(
        "The house passphrase must have at least {minimum} characters. "
        "Four or five words that do not belong together are good."
    )


class PassphraseTooLongError(BadInputError):
    """Something far too long was pasted."""

    sentence = mark("The house passphrase may have at most {maximum} characters.")


# -- the account's keyring ---------------------------------------------------------------


class KeyringProblemError(KeyProblemError):
    """The account's keyring cannot give or keep the key: ask for passphrase or code."""


class KeyringMissingError(KeyringProblemError):
    """The account has no keyring."""

    sentence = mark(
        "This account has no keyring where the key can be kept safely. The data is safe. "
        "Open the house with the house passphrase or the recovery code."
    )


class KeyringFaultError(KeyringProblemError):
    """The keyring gave an error."""

    sentence = mark(
        "The keyring of this account gave an error. The data is safe. "
        "Open the house with the house passphrase or the recovery code."
    )


class KeyringLockedError(KeyringProblemError):
    """The keyring is locked, or its question was turned down."""

    sentence = mark(
        "The keyring of this account is locked or did not give access. The data is safe. "
        "Unlock the keyring and try again, or use the house passphrase or the recovery code."
    )


class KeyringSilentError(KeyringLockedError):
    """The keyring did not answer in time; it may be waiting for its own password."""

    sentence = mark(
        "The keyring of this account has not answered for {seconds} seconds; it may be asking "
        "for its password in another window. The data is safe. Answer it and try again, "
        "or use the house passphrase or the recovery code."
    )


class KeyringForgetfulError(KeyringProblemError):
    """The keyring does not give back what it was given."""

    sentence = mark(
        "The keyring of this account does not keep what it is given, so the key cannot be left "
        "there. The data is safe. Open the house with the house passphrase or the recovery code."
    )


class KeyringPlaintextError(KeyringProblemError):
    """The only keyring is one that is not known to keep secrets secret."""

    sentence = mark(
        "This account's keyring ({name}) is not one that keeps keys safely; it may write them "
        "in a readable file. Nothing was stored there. "
        "Open the house with the house passphrase or the recovery code."
    )


class AccountNotEnrolledError(KeyringProblemError):
    """This account has not opened this house before."""

    sentence = mark(
        "This account has not opened this house before. The data is safe. "
        "Let the shift lead open it with the house passphrase or the recovery code; "
        "after that it opens by itself."
    )
