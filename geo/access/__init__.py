"""Who may see what: roles, the settings of sign-in, how long a sign-in lasts, and the log of views and exports."""

from geo.access.roles import Actor, DetailAccess, ReleaseAccess, Role, access_of, this_computer
from geo.access.settings import SignInSettings, read_sign_in
from geo.access.signins import SignIns, Standing
from geo.access.users import SignIn, sign_in_of

__all__ = [
    "Actor",
    "DetailAccess",
    "ReleaseAccess",
    "Role",
    "SignIn",
    "SignInSettings",
    "SignIns",
    "Standing",
    "access_of",
    "read_sign_in",
    "sign_in_of",
    "this_computer",
]
