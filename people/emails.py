"""Letters about an account."""

from correspondence import outbox
from correspondence.kinds import Kind


def tell_second_factor_reset(user, group, by, entry):
    """Word to the owner, who may not have asked for it. `entry`: the key of the line in the log; each tells once."""
    outbox.post(
        key=f"second-factor-reset:{entry}",
        kind=Kind.ACCOUNT,
        to=user.email,
        template="people/emails/second_factor_reset.txt",
        context={"group": group, "by": by},
        language=user.language,
    )
