"""A page that tells what the server it runs in is set to, and breaks where it is asked to."""

import json

import streamlit as st
from streamlit import config

st.code(json.dumps({key: config.get_option(key) for key in config.get_config_options()}, default=str))
st.file_uploader("A file")
st.download_button("Fetch", data=b"a row about somebody", file_name="row.csv")
"magic would show this line"
if st.query_params.get("break"):
    raise ValueError("value of a broken page")
