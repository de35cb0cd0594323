"""What became of every row of the week's files, and new files loaded in their place."""

import streamlit as st

from pages.common import files, loading, show

opened = files.open_files()
now, new = st.tabs(["This week's files", "Load new files"])
with now:
    files.report(opened.checked.report)
    files.boundaries(opened)
    show.notes(files.NOTES)
with new:
    loading.load(opened.settings)
